namespace Gateway.Actors.Traffic;

/// <summary>What this node records of the terminals' frames, as those who read the recordings need it.</summary>
public interface IFrameRecording
{
    /// <summary>Entries that are kept of each terminal; 0 = nothing is recorded.</summary>
    int Kept { get; }

    /// <summary>Writes what this node has of one terminal, so that it can be read back.</summary>
    Task FlushAsync(string sn, CancellationToken cancellation);
}
