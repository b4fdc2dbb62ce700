using Gateway.Platform.Problems;

namespace Gateway.Platform.Import;

/// <summary>Reads what is imported out of the lines of a body, in one of its formats.</summary>
/// <typeparam name="T">What a line says.</typeparam>
internal interface IImportLines<T>
    where T : class
{
    /// <summary>The first line that is not empty is a header.</summary>
    bool HasHeader { get; }

    /// <summary>Takes the header; what is wrong with it goes to <paramref name="errors"/>, and then nothing can be imported.</summary>
    void ReadHeader(ReadOnlySpan<byte> line, FieldErrors errors);

    /// <summary>What one line says; null, and why, when it cannot be read.</summary>
    T? Read(ReadOnlySpan<byte> line, FieldErrors errors);

    /// <summary>Whom a line names that <see cref="Read"/> could not read; null: that cannot be told.</summary>
    string? NameOf(ReadOnlySpan<byte> line) => null;
}
