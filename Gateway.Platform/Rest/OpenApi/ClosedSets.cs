using System.Reflection;
using Gateway.Actors.Attendance;
using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Actors.Feed;
using Gateway.Actors.Jobs;
using Gateway.Actors.Registrations;
using Gateway.Actors.Sessions;
using Gateway.Platform.Alarms;
using Gateway.Platform.Certification;
using Gateway.Platform.Devices;
using Gateway.Platform.Keys;
using Gateway.Platform.Problems;
using Gateway.Storage.Audit;
using Gateway.Storage.Certification;
using Gateway.Storage.Retention;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Rest.OpenApi;

/// <summary>Every closed set of the API: what it is called, what is in it, where it stands. <c>ApiDocumentTests</c> tells of a field that should be one.</summary>
internal static class ClosedSets
{
    private static readonly string[] Came = ["online", "offline"];

    public static IReadOnlyList<ClosedSet> All { get; } =
    [
        new("ProblemType", "What went wrong. An application that meets one that it does not know goes by the status.", [.. ProblemKinds.All.Select(static kind => kind.Type)],
            "ProblemResponse.type"),
        new("ProblemCode", "The last part of a problem's type.", [.. ProblemKinds.All.Select(static kind => kind.Code)], "RejectedTarget.error"),

        new("DeviceKind", "attendance = at a gate (考勤设备), enrolment = at a desk (采集设备).", DeviceKinds.Names, "DeviceResponse.kind", "PutDeviceRequest.kind"),
        new("DeviceStatus", "never = not heard yet; disabled = refused, whatever it does.", [.. Came, "never", "disabled"],
            "DeviceResponse.status", "DeviceStatusChange.status", "ListDevices.status"),
        new("DeviceDoor", "By which door a terminal is served.", [DeviceTransportNames.Socket, DeviceTransportNames.Https],
            "DeviceResponse.transports", "PutDeviceRequest.transports"),
        new("UploadKey", "With which keys uploads over HTTPS are read.", [UploadKeyNames.Device, UploadKeyNames.Sn], "DeviceResponse.upload_key"),
        new("UploadKeyWish", "The same; an empty text = as the dialect says.", [UploadKeyNames.Device, UploadKeyNames.Sn, ""], "PutDeviceRequest.upload_key"),
        new("Transport", "How something came: http = over HTTP or HTTPS.", ["socket", "http"],
            "ConnectionResponse.transport", "ConnectionChangeResponse.transport", "DeviceStatusChange.transport", "AttendanceItem.transport", "QuarantineResponse.transport",
            "UnknownTerminalResponse.transport"),
        new("ConnectionEvent", "It came or went.", Came, "ConnectionChangeResponse.event", "DeviceStatusChange.event"),
        new("CloseReason", CloseReasons, CloseReasonText.All, "DeviceResponse.offline_reason", "ConnectionChangeResponse.reason", "DeviceStatusChange.reason"),
        new("DeviceAlarmCode", "The alarms of terminals.", AlarmCodes.OfTerminals, "DeviceAlarm.event"),
        new("AlarmCode", "What is wrong: the name of its runbook.", AlarmCodes.All, "AlarmResponse.code"),
        new("AlarmState", "open = still so; ended = over.", ["open", "ended"], "ListAlarms.state"),

        new("CommandType", "person.push = a person to be recognised; person.delete = not any more; clock.set = the gateway's time.", CommandText.Types,
            "CommandResponse.type", "BatchResponse.type", "CommandOutcome.type", "JobResponse.type"),
        new("CommandState", CommandStates, CommandText.States, "CommandResponse.state", "AcceptedCommandResponse.state", "CommandOutcome.state", "ListCommands.state",
            "ListSiteCommands.state"),
        new("FeedKind", "What an item is about.", [.. Enum.GetValues<FeedKind>().Select(FeedItemJson.KindText)], "ReadFeed.kinds"),

        new("PhotoKind", "idphoto = of the ID card, photo = taken at the terminal, inf_photo = in infrared.", [.. PhotoKinds.All.Select(PhotoKinds.Text)],
            "RegistrationPhotoResponse.kind", "RegistrationItem.photos", "GetRegistrationPhoto.kind"),
        new("PhotoMediaType", "Of the file that the terminal sent.", ["image/jpeg", "image/png"], "RegistrationPhotoResponse.media_type"),

        new("UploadDiagnosis", "Which other key reads an upload; device_key = the device's own of now.",
            [KeyFinding.KeyIsSn, KeyFinding.FormerKey, KeyFinding.KeySlip, KeyFinding.OtherDevice, "device_key"],
            "QuarantineResponse.diagnosis", "DiagnosisResponse.diagnosis"),
        new("ContentEncoding", "How content is written.", ["utf-8", "base64"], "QuarantineResponse.content_encoding"),

        new("CertificationState", "How far a run of the certifier is.", [CertificationRow.Running, CertificationRow.Completed, CertificationRow.Aborted],
            "CertificationResponse.state", "CertificationRunResponse.state"),
        new("Verdict", "tolerated = served all the same; fails = to be mended.", [.. Enum.GetValues<Verdict>().Select(VerdictText.Of)],
            "CertificationLineResponse.verdict", "LineChangeResponse.before", "LineChangeResponse.now"),

        new("ApiRole", "viewer may GET; platform may do everything but keys and settings; admin everything.", ApiRoles.Names,
            "KeyRequest.role", "KeyResponse.role", "NewKeyResponse.role"),
        new("AuditRole", "The role of a key; node = a node itself, none = somebody whom it refused.", [.. ApiRoles.Names, "redis", "node", "none"], "AuditResponse.role"),
        new("AuditAction", "What was done.", [.. Constants<string>(typeof(AuditActions))], "AuditResponse.action", "ListAudit.action"),

        new("NodeStatus", "A member's state in the cluster.", ["joining", "weaklyup", "up", "leaving", "exiting", "down", "removed"], "NodeResponse.status"),
        new("Readiness", "Whether a node can serve.", ["ready", "not-ready"], "ReadyResponse.status"),
        new("Liveness", "The process answers.", ["live"], "LiveResponse.status"),

        new("SiteStatus", "suspended = its gates keep their persons; completed = they do until a job removes them; settled = the wages are paid.", SiteText.Statuses,
            "SiteResponse.status", "PutSiteRequest.status", "ListSites.status"),
        new("SiteDrift", "What becomes of a person whom an explicit command changed against the roster: repair = shown and put right, show = only shown.", SiteText.Drifts,
            "SiteResponse.drift", "PutSiteRequest.drift"),
        new("SiteProblem", "What is wrong at a site.", SiteProblems.Names, "ListSites.problem"),
        new("Weekday", "A day of the week.", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "SiteHours.days"),
        new("RosterState", RosterStatesText, RosterLists.States, "RosterPersonDevice.state", "DeviceRosterItem.state", "ListRoster.state", "ListDeviceRoster.state"),
        new("ImportMode", "merge = who is not in the list stays; replace = he is removed.", ["merge", "replace"], "PutRoster.mode"),

        new("JobState", "How far a job is.", JobText.States, "JobResponse.state", "AcceptedJobResponse.state", "ListJobs.state"),
        new("JobReason", "Why a job waits or has ended.", [JobText.CanaryWaits, JobText.ByHand, JobText.FailedPercent, JobText.TimeOver], "JobResponse.reason"),
        new("JobTargetState", "waiting = not its turn yet; else the state of its command.", JobText.TargetStates, "JobTargetResponse.state", "ListJobTargets.state"),

        new("RetentionRule", "settled = its wages are settled and its time is over; age = by the settings; photos = only photos, by the settings.",
            [.. Enum.GetValues<RetentionRule>().Select(RetentionTerm.Text)], "RetentionSiteResponse.rule", "RetentionProofResponse.rule"),
        new("RetentionRunState", "How far a run is; refused = the clock is not believed.", ["waiting", "running", "done", "refused"], "RetentionRunResponse.state"),

        new("TerminalForm", "On the socket its byte order, over HTTPS the form of answers that it seems to read.", ["big", "little", "json", "string"],
            "UnknownTerminalResponse.form"),
        new("FrameDirection", "in = from the terminal.", ["in", "out"], "FrameItem.direction"),
    ];

    private const string RosterStatesText = """
        `present` the terminal confirmed him; `pending` waits, or his command is queued; `sent` handed out; `failed` refused; `removing` is to go; `foreign` on the terminal by an
        explicit command, in no roster.
        """;

    private const string CloseReasons = """
        Why a connection ended: `peer_closed` the terminal or the network closed it; `replaced` a newer connection of the same SN took over; `silent` nothing came for too long;
        `bad_frames` its bytes were no frames; `unknown` the SN is not known here, or not from there; `revoked` the device was disabled, deleted, given another key or other
        addresses; `slow_reader` it did not read; `draining` the node is leaving; `lane_lost` a fault of the gateway; `node_lost` its node is gone; `no_result` it had the same
        command five times and answered none.
        """;

    private const string CommandStates = """
        `queued` waits; `in_flight` was handed to the terminal; then, for good: `succeeded`; `failed` with the terminal's code, or `unreported`; `expired`, its time was over;
        `cancelled`; `superseded` by a newer command for the same person.
        """;

    private static IEnumerable<T> Constants<T>(Type holder) =>
        holder.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null)).OfType<T>();
}
