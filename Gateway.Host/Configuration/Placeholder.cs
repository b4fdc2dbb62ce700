namespace Gateway.Host.Configuration;

/// <summary>Values of examples that somebody forgot to replace: whoever reads the examples knows them.</summary>
internal static class Placeholder
{
    public const string Refused = "still has the placeholder of an example; give a value of your own, such as `openssl rand -hex 32` makes";

    /// <summary>The admin key of the launch profiles, which everybody can read: only a gateway that listens on loopback takes it.</summary>
    public const string DevelopmentKey = "for-development-only";

    private static readonly string[] Marks = ["replace-me", "replace_me", "replaceme", "change-me", "change_me", "changeme", "your-secret", "your-password", "your-key"];

    /// <summary>Whether a secret, or the password in it, is one.</summary>
    public static bool IsIn(string secret) => Marks.Any(mark => secret.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
