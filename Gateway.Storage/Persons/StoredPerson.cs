using System.Diagnostics;

namespace Gateway.Storage.Persons;

/// <summary>A person as a terminal is to know him: personal data from end to end, so the text form is a mask.</summary>
[DebuggerDisplay("***")]
public sealed class StoredPerson
{
    /// <summary>Unique to the platform (§5.3.2 <c>user_id</c>).</summary>
    public required string UserId { get; init; }

    public required string Name { get; init; }

    /// <summary>The same as <see cref="UserId"/> unless the platform gave another (§5.3.2 <c>work_sn</c>).</summary>
    public required string WorkSn { get; init; }

    /// <summary>ID number; empty when not known.</summary>
    public string IdCard { get; init; } = "";

    /// <summary>The face image, a JPEG or PNG file; null when there is none.</summary>
    public byte[]? Photo { get; init; }

    public override string ToString() => "***";
}
