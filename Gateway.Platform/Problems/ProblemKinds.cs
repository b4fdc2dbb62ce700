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
    public static readonly ProblemKind DeviceDialectUnknown = new("device-dialect-unknown", 400, "The dialect is not known");
    public static readonly ProblemKind DeviceTagsInvalid = new("device-tags-invalid", 400, "The tags of the device are not valid");
    public static readonly ProblemKind DeviceEnabledInvalid = new("device-enabled-invalid", 400, "The enabled flag of the device is not valid");
    public static readonly ProblemKind DeviceAllowedAddressesInvalid =
        new("device-allowed-addresses-invalid", 400, "The allowed addresses of the device are not valid");

    public static readonly ProblemKind DeviceTransportsInvalid = new("device-transports-invalid", 400, "The transports of the device are not valid");
    public static readonly ProblemKind DeviceIncomplete = new("device-incomplete", 400, "A new device needs more fields");
    public static readonly ProblemKind DeviceBusy = new("device-busy", 503, "The device's queue does not answer");

    // ---- import --------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind ImportHeaderInvalid = new("import-header-invalid", 400, "The header row cannot be used");

    // ---- commands ------------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind CommandTypeUnknown = new("command-type-unknown", 400, "The type of the command is not known");
    public static readonly ProblemKind CommandIdInvalid = new("command-id-invalid", 400, "The id of the command is not valid");
    public static readonly ProblemKind CommandTtlInvalid = new("command-ttl-invalid", 400, "The life of the command is not valid");
    public static readonly ProblemKind CommandIncomplete = new("command-incomplete", 400, "The command needs more fields");
    public static readonly ProblemKind CommandFieldMisplaced = new("command-field-misplaced", 400, "A field does not belong to this type of command");
    public static readonly ProblemKind CommandTargetsInvalid = new("command-targets-invalid", 400, "The targets are not valid");
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
    public static readonly ProblemKind DeviceTakesNoCommands = new("device-takes-no-commands", 409, "This kind of device takes no commands");
    public static readonly ProblemKind CommandQueueFull = new("command-queue-full", 429, "The device's queue is full");

    // ---- the others ----------------------------------------------------------------------------------------------------------------------------------

    public static readonly ProblemKind QuarantineUnknown = new("quarantine-unknown", 404, "There is no such quarantine entry");
    public static readonly ProblemKind RegistrationUnknown = new("registration-unknown", 404, "There is no such registration");
    public static readonly ProblemKind RegistrationPhotoUnknown = new("registration-photo-unknown", 404, "There is no such photo");
    public static readonly ProblemKind RegistrationSearchesExhausted = new("registration-searches-exhausted", 429, "Too many searches for ID numbers");
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
