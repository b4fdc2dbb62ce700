using Gateway.Codec.Bodies;

namespace Gateway.Platform.Keys;

/// <summary>What an API key may be called.</summary>
internal static class KeyNames
{
    public const int LengthMax = 128;

    /// <summary>What is wrong with a name; null: nothing.</summary>
    public static string? Fault(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > LengthMax ? $"must have 1 to {LengthMax} characters"
        : VisibleText.HasHidden(name) ? "must not have control characters, nor others that cannot be seen (marks of direction, zero-width)"
        : null;
}
