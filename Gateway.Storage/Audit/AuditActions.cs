namespace Gateway.Storage.Audit;

/// <summary>What is audited. The texts are frozen: they are in every database.</summary>
public static class AuditActions
{
    /// <summary>A registration with ID number, name and address.</summary>
    public const string RegistrationRead = "registration.read";

    /// <summary>A photo of a registration.</summary>
    public const string RegistrationPhotoRead = "registration.photo.read";

    /// <summary>Somebody signed in to the console.</summary>
    public const string ConsoleSignIn = "console.sign-in";

    /// <summary>Somebody tried to, with a key that is none.</summary>
    public const string ConsoleSignInRefused = "console.sign-in-refused";
}
