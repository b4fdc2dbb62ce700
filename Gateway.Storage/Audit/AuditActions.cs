using System.Reflection;

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

    /// <summary>A site is created or changed by its own route; what a device's change makes stands with the device's.</summary>
    public const string SitePut = "site.put";

    public const string SiteDelete = "site.delete";

    /// <summary>The certifier's script is run against a device.</summary>
    public const string CertificationStart = "certification.start";

    /// <summary>What was learned of a terminal is forgotten.</summary>
    public const string HabitsForget = "device.habits.forget";

    /// <summary>What a terminal reported of its persons is forgotten, so that its roster is given to it again.</summary>
    public const string RosterResync = "roster.resync";

    /// <summary>A command to one device.</summary>
    public const string CommandPost = "command.post";

    /// <summary>A command to many devices.</summary>
    public const string CommandBatch = "command.batch";

    public const string CommandCancel = "command.cancel";

    /// <summary>A person is put into the roster of a site, or changed in it, alone or by a list.</summary>
    public const string RosterPut = "roster.put";

    /// <summary>A person is taken out of the roster of a site, alone or by a list.</summary>
    public const string RosterDelete = "roster.delete";

    /// <summary>A whole list is applied to the roster of a site; its persons have rows of their own.</summary>
    public const string RosterImport = "roster.import";

    /// <summary>A person of a roster in clear.</summary>
    public const string RosterRead = "roster.read";

    /// <summary>Orders about persons of a roster that failed or wait are to go out again now.</summary>
    public const string RosterPushAgain = "roster.push-again";

    /// <summary>A job is made, by a request or out of the failed targets of another.</summary>
    public const string JobPost = "job.post";

    public const string JobPause = "job.pause";

    public const string JobResume = "job.resume";

    public const string JobCancel = "job.cancel";

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

    /// <summary>Unreadable uploads are read again with the device's key of now.</summary>
    public const string QuarantineReadAgain = "quarantine.read-again";

    /// <summary>The keys of all devices are tried on an unreadable upload.</summary>
    public const string QuarantineDiagnose = "quarantine.diagnose";

    /// <summary>Uploads of a device may be encrypted with its SN as key, or may not any more.</summary>
    public const string DeviceUploadKey = "device.upload_key";

    /// <summary>The recorded frames of a device.</summary>
    public const string FramesRead = "frames.read";

    /// <summary>The live frames of a device.</summary>
    public const string TraceRead = "trace.read";

    /// <summary>A list is taken away as a file; which columns and rows, and whether masked, stands beside it.</summary>
    public const string ListExport = "list.export";

    /// <summary>Somebody asks for a run of the retention.</summary>
    public const string RetentionRun = "retention.run";

    /// <summary>Retention deletes records of a site; how many stands beside it.</summary>
    public const string RetentionDelete = "retention.delete";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(static field => field.IsLiteral).Select(static field => (string)field.GetRawConstantValue()!),
    ];
}
