namespace Gateway.Fuzz.Engine;

/// <summary>Something that reads bytes from outside.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Where the mutations begin: what terminals really send, and what has failed once.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>Pieces that the format is made of: put in whole, since single bytes seldom make them.</summary>
    IReadOnlyList<byte[]> Words { get; }

    /// <summary>Reads one input. Anything thrown is a finding.</summary>
    /// <returns>What became of it, roughly: an input with a result not seen before is worth mutating further.</returns>
    /// <exception cref="PropertyBrokenException">It was read, but not as it must be.</exception>
    int Run(byte[] input);
}

/// <summary>What must hold for every input does not hold for this one.</summary>
internal sealed class PropertyBrokenException(string message) : Exception(message);
