namespace Gateway.Storage.Persons;

/// <summary>Why a person cannot be sent: the result of his command, on the socket and over HTTPS.</summary>
public static class PersonFaults
{
    public const string Lost = "person: not in the database any more";

    public const string Unreadable = "person: cannot be decrypted";
}
