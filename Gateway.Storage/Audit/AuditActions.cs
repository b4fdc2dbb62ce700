namespace Gateway.Storage.Audit;

/// <summary>What is audited. The texts are frozen: they are in every database.</summary>
public static class AuditActions
{
    /// <summary>A registration with ID number, name and address.</summary>
    public const string RegistrationRead = "registration.read";

    /// <summary>A photo of a registration.</summary>
    public const string RegistrationPhotoRead = "registration.photo.read";

    /// <summary>A registration with its photos is deleted.</summary>
    public const string RegistrationDelete = "registration.delete";

    /// <summary>An ID number was looked for among the registrations, whether it was found or not.</summary>
    public const string RegistrationSearch = "registration.search";

    /// <summary>Somebody signed in to the console.</summary>
    public const string ConsoleSignIn = "console.sign-in";

    /// <summary>Somebody tried to, with a key that is none.</summary>
    public const string ConsoleSignInRefused = "console.sign-in-refused";

    /// <summary>A device is created or changed, alone or by an import.</summary>
    public const string DevicePut = "device.put";

    public const string DeviceDelete = "device.delete";

    /// <summary>A command to one device.</summary>
    public const string CommandPost = "command.post";

    /// <summary>A command to many devices.</summary>
    public const string CommandBatch = "command.batch";

    public const string CommandCancel = "command.cancel";

    public const string KeyAdd = "key.add";

    public const string KeyDelete = "key.delete";

    /// <summary>A node has joined the cluster; the reason has its version.</summary>
    public const string ClusterJoin = "cluster.join";

    /// <summary>Somebody was refused at the port between nodes, or by a node that called; the reason says why, and how often.</summary>
    public const string ClusterRefused = "cluster.refused";

    /// <summary>A node is taken out of service.</summary>
    public const string ClusterDrain = "cluster.drain";

    /// <summary>The content of unreadable uploads.</summary>
    public const string QuarantineRead = "quarantine.read";

    public const string QuarantineDelete = "quarantine.delete";

    /// <summary>The recorded frames of a device.</summary>
    public const string FramesRead = "frames.read";

    /// <summary>The live frames of a device.</summary>
    public const string TraceRead = "trace.read";
}
