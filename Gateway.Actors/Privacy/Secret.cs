using System.Diagnostics;

namespace Gateway.Actors.Privacy;

/// <summary>A text that must never be seen by accident: keys, ID numbers, names. Its text form is a mask; <see cref="Reveal"/> is the only way in.</summary>
[DebuggerDisplay("***")]
public readonly struct Secret : IEquatable<Secret>
{
    private readonly string? _value;

    public Secret(string value) => _value = value;

    /// <summary>The clear text. Each caller of this is a place to review.</summary>
    public string Reveal() => _value ?? "";

    public override string ToString() => "***";

    public bool Equals(Secret other) => string.Equals(Reveal(), other.Reveal(), StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    public override int GetHashCode() => Reveal().GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);
}
