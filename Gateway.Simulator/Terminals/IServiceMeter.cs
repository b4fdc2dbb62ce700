namespace Gateway.Simulator.Terminals;

/// <summary>Hears what each terminal was answered, so that the time without service can be told. Any thread; times are timestamps of the run's time provider.</summary>
internal interface IServiceMeter
{
    /// <summary>The terminal's next connection goes to this node.</summary>
    void Dialled(string sn, int node);

    void HeartbeatAnswered(string sn, long sent, long now);

    void UploadAnswered(string sn, long sent, long now);
}
