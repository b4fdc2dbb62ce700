namespace Gateway.WebConsole.SignIn;

/// <summary>Not this user, or not any more.</summary>
/// <param name="signedOut">The sign-in is over; else the role is too small.</param>
#pragma warning disable CA1032, CA1064 // Ours alone, made in one place.
internal sealed class ConsoleRefusedException(bool signedOut) : Exception(signedOut ? "The sign-in is over." : "The key's role does not allow it.")
#pragma warning restore CA1032, CA1064
{
    public bool IsSignedOut => signedOut;
}
