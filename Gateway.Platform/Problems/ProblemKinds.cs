using System.Reflection;

namespace Gateway.Platform.Problems;

/// <summary>Every error that the Platform API can answer with. A code once landed is never changed.</summary>
internal static class ProblemKinds
{
    // ---- any route -----------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind RequestInvalid = new("request-invalid", 400, "The request is not valid");
    public static readonly ProblemKind BodyMalformed = new("body-malformed", 400, "The body cannot be read");
    public static readonly ProblemKind FieldUnknown = new("field-unknown", 400, "The body has a field that is not known");
    public static readonly ProblemKind FieldInvalid = new("field-invalid", 400, "A field of the body has a wrong type");
    public static readonly ProblemKind ParameterUnknown = new("parameter-unknown", 400, "The query has a parameter that is not known");
    public static readonly ProblemKind ParameterInvalid = new("parameter-invalid", 400, "A parameter of the query is not valid");
    public static readonly ProblemKind CursorInvalid = new("cursor-invalid", 400, "The cursor is not one of this list");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "A valid API key is needed");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The role of this API key is not enough");
    public static readonly ProblemKind RouteUnknown = new("route-unknown", 404, "There is nothing at this address");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here");
    public static readonly ProblemKind RequestTimeout = new("request-timeout", 408, "The request came too slowly");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemKind MediaTypeUnsupported = new("media-type-unsupported", 415, "The media type of the body is not supported");
    public static readonly ProblemKind WrongKeysPaced = new("wrong-keys-paced", 429, "Too many wrong API keys came from this address");
    public static readonly ProblemKind InternalError = new("internal-error", 500, "The gateway made a mistake");
    public static readonly ProblemKind DatabaseUnavailable = new("database-unavailable", 503, "The database does not answer");
    public static readonly ProblemKind ExportsExhausted = new("exports-exhausted", 503, "Too many exports run on this node");
    public static readonly ProblemKind GatewayOverloaded = new("gateway-overloaded", 503, "The gateway has more to do than it can");
    public static readonly ProblemKind AnswerTimeout = new("answer-timeout", 504, "The answer took too long");

    // ---- devices -------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind DeviceUnknown = new("device-unknown", 404, "There is no such device");
    public static readonly ProblemKind DeviceSnInvalid = new("device-sn-invalid", 400, "The SN is not valid");
    public static readonly ProblemKind DeviceKeyInvalid = new("device-key-invalid", 400, "The device key is not valid");
    public static readonly ProblemKind DeviceKeyWeak = new("device-key-weak", 400, "The device key is a weak DES key");
    public static readonly ProblemKind DeviceKindInvalid = new("device-kind-invalid", 400, "The kind of the device is not valid");
    public static readonly ProblemKind DeviceNameInvalid = new("device-name-invalid", 400, "The name of the device is not valid");
    public static readonly ProblemKind DeviceSiteInvalid = new("device-site-invalid", 400, "The site of the device is not valid");
    public static readonly ProblemKind DeviceModelInvalid = new("device-model-invalid", 400, "The model of the device is not valid");
    public static readonly ProblemKind DeviceDialectUnknown = new("device-dialect-unknown", 400, "The dialect is not known");
    public static readonly ProblemKind DeviceTagsInvalid = new("device-tags-invalid", 400, "The tags of the device are not valid");
    public static readonly ProblemKind DeviceEnabledInvalid = new("device-enabled-invalid", 400, "The enabled flag of the device is not valid");
    public static readonly ProblemKind DeviceAllowedAddressesInvalid =
        new("device-allowed-addresses-invalid", 400, "The allowed addresses of the device are not valid");

    public static readonly ProblemKind DeviceTransportsInvalid = new("device-transports-invalid", 400, "The transports of the device are not valid");
    public static readonly ProblemKind DeviceCertifyingWithSite = new("device-certifying-with-site", 400, "A device that is being certified has no site");
    public static readonly ProblemKind DeviceUploadKeyInvalid = new("device-upload-key-invalid", 400, "The upload key of the device is not valid");
    public static readonly ProblemKind DeviceReplacesInvalid = new("device-replaces-invalid", 400, "The device cannot take the place of that one");
    public static readonly ProblemKind DeviceReplacedAlready = new("device-replaced-already", 409, "Another device took the place of that one");
    public static readonly ProblemKind DeviceIncomplete = new("device-incomplete", 400, "A new device needs more fields");
    public static readonly ProblemKind DeviceBusy = new("device-busy", 503, "The device's queue does not answer");

    // ---- sites ---------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind ReasonInvalid = new("reason-invalid", 400, "The reason is not valid");
    public static readonly ProblemKind SiteUnknown = new("site-unknown", 404, "There is no such site");
    public static readonly ProblemKind SiteCodeInvalid = new("site-code-invalid", 400, "The code of the site is not valid");
    public static readonly ProblemKind SiteNameInvalid = new("site-name-invalid", 400, "The name, region or contractor of the site is not valid");
    public static readonly ProblemKind SiteStatusInvalid = new("site-status-invalid", 400, "The status of the site is not valid");
    public static readonly ProblemKind SiteDatesInvalid = new("site-dates-invalid", 400, "The dates of the site do not go with its status");
    public static readonly ProblemKind SiteHoursInvalid = new("site-hours-invalid", 400, "The hours of the site are not valid");
    public static readonly ProblemKind SiteRetentionInvalid = new("site-retention-invalid", 400, "The retention of the site is not valid");
    public static readonly ProblemKind SiteTagsInvalid = new("site-tags-invalid", 400, "The tags of the site are not valid");
    public static readonly ProblemKind SiteDriftInvalid = new("site-drift-invalid", 400, "The drift of the site is not valid");
    public static readonly ProblemKind SiteInUse = new("site-in-use", 409, "The site has devices or persons");

    // ---- certifications ------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind DeviceNotCertifying = new("device-not-certifying", 409, "The device is not being certified");
    public static readonly ProblemKind DeviceInUse = new("device-in-use", 409, "The device had attendance in the last 24 hours");
    public static readonly ProblemKind CertificationRunning = new("certification-running", 409, "A certification of this device is running");
    public static readonly ProblemKind CertificationUnknown = new("certification-unknown", 404, "There is no such certification");
    public static readonly ProblemKind CertificationsExhausted = new("certifications-exhausted", 503, "Too many certifications run on this node");

    // ---- import --------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind ImportHeaderInvalid = new("import-header-invalid", 400, "The header row cannot be used");

    // ---- commands ------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind CommandTypeUnknown = new("command-type-unknown", 400, "The type of the command is not known");
    public static readonly ProblemKind CommandIdInvalid = new("command-id-invalid", 400, "The id of the command is not valid");
    public static readonly ProblemKind CommandTtlInvalid = new("command-ttl-invalid", 400, "The life of the command is not valid");
    public static readonly ProblemKind CommandIncomplete = new("command-incomplete", 400, "The command needs more fields");
    public static readonly ProblemKind CommandFieldMisplaced = new("command-field-misplaced", 400, "A field does not belong to this type of command");
    public static readonly ProblemKind CommandTargetsInvalid = new("command-targets-invalid", 400, "The targets are not valid");
    public static readonly ProblemKind TargetsEmpty = new("targets-empty", 400, "The targets are nobody");
    public static readonly ProblemKind PersonUserIdInvalid = new("person-user-id-invalid", 400, "The user_id is not valid");
    public static readonly ProblemKind PersonNameInvalid = new("person-name-invalid", 400, "The name of the person is not valid");
    public static readonly ProblemKind PersonWorkSnInvalid = new("person-work-sn-invalid", 400, "The work_sn of the person is not valid");
    public static readonly ProblemKind PersonIdCardInvalid = new("person-id-card-invalid", 400, "The ID number of the person is not valid");
    public static readonly ProblemKind FaceTemplateNotBase64 = new("face-template-not-base64", 400, "The face image is not Base64");
    public static readonly ProblemKind FaceTemplateNotAnImage = new("face-template-not-an-image", 400, "The face image is no JPEG or PNG");
    public static readonly ProblemKind FaceTemplateTooLarge = new("face-template-too-large", 400, "The face image is too large");
    public static readonly ProblemKind CommandUnknown = new("command-unknown", 404, "There is no such command");
    public static readonly ProblemKind BatchUnknown = new("batch-unknown", 404, "There is no such batch");
    public static readonly ProblemKind CommandConflict = new("command-conflict", 409, "The id is taken by another command of this device");
    public static readonly ProblemKind CommandIdAmbiguous = new("command-id-ambiguous", 409, "Several devices have a command with this id");
    public static readonly ProblemKind CommandFinished = new("command-finished", 409, "The command has ended");
    public static readonly ProblemKind CommandInFlight = new("command-in-flight", 409, "The command is on its way to the terminal");
    public static readonly ProblemKind RosterCommand = new("roster-command", 409, "The command is a roster's");
    public static readonly ProblemKind DeviceTakesNoCommands = new("device-takes-no-commands", 409, "This kind of device takes no commands");
    public static readonly ProblemKind CommandQueueFull = new("command-queue-full", 429, "The device's queue is full");

    // ---- rosters -------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind RosterPersonUnknown = new("roster-person-unknown", 404, "There is no such person in the roster");
    public static readonly ProblemKind RosterValidityInvalid = new("roster-validity-invalid", 400, "The dates of validity are not valid");
    public static readonly ProblemKind RosterDeviceTagInvalid = new("roster-device-tag-invalid", 400, "The tag of terminals is not valid");
    public static readonly ProblemKind RosterFull = new("roster-full", 409, "The roster has as many persons as it may have");
    public static readonly ProblemKind RosterRemovalsUnconfirmed = new("roster-removals-unconfirmed", 409, "So many persons are removed only when their number is confirmed");
    public static readonly ProblemKind RosterImportsExhausted = new("roster-imports-exhausted", 503, "Too many rosters are being read on this node");
    // ---- jobs ----------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind JobIdInvalid = new("job-id-invalid", 400, "The id of the job is not valid");
    public static readonly ProblemKind JobRolloutInvalid = new("job-rollout-invalid", 400, "The roll-out of the job is not valid");
    public static readonly ProblemKind JobWindowInvalid = new("job-window-invalid", 400, "The window of the job is not valid");
    public static readonly ProblemKind JobAbortInvalid = new("job-abort-invalid", 400, "The threshold of the job is not valid");
    public static readonly ProblemKind JobExpiryInvalid = new("job-expiry-invalid", 400, "The end of the job is not valid");
    public static readonly ProblemKind JobUnknown = new("job-unknown", 404, "There is no such job");
    public static readonly ProblemKind JobConflict = new("job-conflict", 409, "The id is taken by another job");
    public static readonly ProblemKind JobFinished = new("job-finished", 409, "The job has ended");
    public static readonly ProblemKind JobWithoutFailures = new("job-without-failures", 409, "No target of the job has failed");
    public static readonly ProblemKind JobPersonGone = new("job-person-gone", 409, "The person of the job is not stored any more");
    public static readonly ProblemKind JobsExhausted = new("jobs-exhausted", 429, "Too many jobs are open");

    // ---- the others ----------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind QuarantineUnknown = new("quarantine-unknown", 404, "There is no such quarantine entry");
    public static readonly ProblemKind RegistrationUnknown = new("registration-unknown", 404, "There is no such registration");
    public static readonly ProblemKind RegistrationPhotoUnknown = new("registration-photo-unknown", 404, "There is no such photo");
    public static readonly ProblemKind RegistrationSearchesExhausted = new("registration-searches-exhausted", 429, "Too many searches for ID numbers");
    public static readonly ProblemKind LegalHold = new("legal-hold", 409, "The site is on legal hold");
    public static readonly ProblemKind RetentionClockDoubted = new("retention-clock-doubted", 409, "The clock that retention goes by is not believed");
    public static readonly ProblemKind RetentionRunning = new("retention-running", 409, "A run of the retention is open");
    public static readonly ProblemKind RetentionRunUnknown = new("retention-run-unknown", 404, "There is no such run of the retention");
    public static readonly ProblemKind FeedPositionInvalid = new("feed-position-invalid", 400, "The feed position is not valid");
    public static readonly ProblemKind FeedPositionForked = new("feed-position-forked", 409, "The feed has gone another way before this position");
    public static readonly ProblemKind FeedPositionAhead = new("feed-position-ahead", 409, "The feed does not reach to this position");
    public static readonly ProblemKind FeedPositionExpired = new("feed-position-expired", 410, "What follows this position is not kept any more");
    public static readonly ProblemKind FeedConsumersExhausted = new("feed-consumers-exhausted", 503, "Too many consumers wait for the feed");
    public static readonly ProblemKind TraceListenersExhausted = new("trace-listeners-exhausted", 503, "Too many traces run on this node");
    public static readonly ProblemKind KeyUnknown = new("key-unknown", 404, "There is no such API key");
    public static readonly ProblemKind KeysExhausted = new("keys-exhausted", 409, "There are too many API keys");
    public static readonly ProblemKind KeyNameInvalid = new("key-name-invalid", 400, "The name of the API key is not valid");
    public static readonly ProblemKind KeyRoleInvalid = new("key-role-invalid", 400, "The role of the API key is not valid");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
        [.. typeof(ProblemKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null)).OfType<ProblemKind>()];

    /// <summary>What a bare status of the framework means here.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        400 => RequestInvalid,
        401 => Unauthenticated,
        403 => Forbidden,
        404 => RouteUnknown,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        415 => MediaTypeUnsupported,
        504 => AnswerTimeout,
        >= 500 => InternalError,
        _ => RequestInvalid with { Status = status },
    };
}
