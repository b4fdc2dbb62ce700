using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>Reads devices out of the lines of an import, in one of its formats.</summary>
internal interface IDeviceLines
{
    /// <summary>The first line that is not empty is a header.</summary>
    bool HasHeader { get; }

    /// <summary>Takes the header; what is wrong with it goes to <paramref name="errors"/>, and then nothing can be imported.</summary>
    void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors);

    /// <summary>The device of one line; null, and why, when it cannot be read.</summary>
    ImportedDevice? Read(ReadOnlySpan<byte> line, FieldErrors errors);
}
