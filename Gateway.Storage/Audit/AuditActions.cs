namespace Gateway.Storage.Audit;

/// <summary>What is audited. The texts are frozen: they are in every database.</summary>
public static class AuditActions
{
    /// <summary>A registration with ID number, name and address.</summary>
    public const string RegistrationRead = "registration.read";

    /// <summary>A photo of a registration.</summary>
    public const string RegistrationPhotoRead = "registration.photo.read";

    /// <summary>An ID number was looked for among the registrations, whether it was found or not.</summary>
    public const string RegistrationSearch = "registration.search";

    /// <summary>Somebody signed in to the console.</summary>
    public const string ConsoleSignIn = "console.sign-in";
}
