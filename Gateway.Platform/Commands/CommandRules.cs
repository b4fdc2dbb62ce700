using Gateway.Actors.Commands;
using Gateway.Actors.Registrations;
using Gateway.Codec.Bodies;
using Gateway.Platform.Problems;
using Gateway.Storage.Persons;

namespace Gateway.Platform.Commands;

/// <summary>What a command and its targets may look like, the same for one target and for many.</summary>
internal static class CommandRules
{
    /// <summary>Most characters of a command id and of a user_id.</summary>
    public const int IdLengthMax = 64;

    /// <summary>Most characters of a name and of a work_sn.</summary>
    public const int NameLengthMax = 64;

    /// <summary>Most characters of an ID number.</summary>
    public const int IdCardLengthMax = 32;

    /// <summary>The life of a command that does not say (D26).</summary>
    public static readonly TimeSpan LifeDefault = TimeSpan.FromDays(7);

    /// <summary>The longest life.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(30);

    /// <summary>The command that the request means; null when anything is wrong.</summary>
    /// <param name="path">Where it stands in the body: empty, or e.g. <c>command.</c>.</param>
    public static CheckedCommand? Check(CommandRequest request, string path, FieldErrors errors)
    {
        var type = CommandText.ToType(request.Type);
        if (type is null) errors.Add(path + "type", ProblemKinds.CommandTypeUnknown, $"must be one of {string.Join(", ", CommandText.Types)}");
        CheckId(request.Id, path + "id", ProblemKinds.CommandIdInvalid, errors);
        var life = Life(request.TtlSeconds, path + "ttl_seconds", errors);
        CheckBelonging(request, type, path, errors);
        var userId = request.UserId;
        StoredPerson? person = null;
        if (type == CommandType.PersonPush && request.Person is not null)
        {
            person = Person(request.Person, path + "person.", errors);
            userId = request.Person.UserId;
        }
        else if (type == CommandType.PersonDelete && userId is not null)
        {
            // One with characters that cannot be seen may be on a terminal since before they were refused.
            CheckText(userId, path + "user_id", ProblemKinds.PersonUserIdInvalid, 1, IdLengthMax, errors, mayHide: true);
        }

        return errors.Any ? null : new CheckedCommand(type!.Value, request.Id, userId, person, life);
    }

    /// <summary>What targets may look like.</summary>
    public static void CheckTargets(TargetsRequest? targets, FieldErrors errors)
    {
        if (targets is null || (targets.Sns is null && targets.Site is null && targets.Tag is null && targets.All != true))
            errors.Add("targets", ProblemKinds.CommandTargetsInvalid, "must have at least one of sns, site, tag and all: true");
        else if (targets.Sns is { Count: > CommandLimits.TargetsMax })
            errors.Add("targets.sns", ProblemKinds.CommandTargetsInvalid, $"has {targets.Sns.Count} SNs, at most {CommandLimits.TargetsMax} are allowed");
        else if (targets.Sns?.Any(sn => sn is null) == true)
            errors.Add("targets.sns", ProblemKinds.CommandTargetsInvalid, "must be texts");
        else if (targets is { Site: "" } or { Tag: "" })
            errors.Add("targets", ProblemKinds.CommandTargetsInvalid, "site and tag must not be empty");
    }

    /// <summary>
    /// What a person may look like, in a command and in a roster; null when anything is wrong. A user_id may be any text that a terminal can take, so it is not held to ASCII.
    /// </summary>
    public static StoredPerson? Person(PersonRequest request, string path, FieldErrors errors)
    {
        CheckText(request.UserId, path + "user_id", ProblemKinds.PersonUserIdInvalid, 1, IdLengthMax, errors);
        CheckText(request.Name, path + "name", ProblemKinds.PersonNameInvalid, 1, NameLengthMax, errors);
        CheckText(request.WorkSn ?? "", path + "work_sn", ProblemKinds.PersonWorkSnInvalid, 0, NameLengthMax, errors);
        var idCard = request.IdCard ?? "";
        if (idCard.Length > IdCardLengthMax || !idCard.All(char.IsAsciiLetterOrDigit))
            errors.Add(path + "id_card", ProblemKinds.PersonIdCardInvalid, $"must be at most {IdCardLengthMax} ASCII letters and digits");
        CheckPhoto(request.FaceTemplate, path + "face_template", errors);
        if (errors.Any) return null;
        return new StoredPerson
        {
            UserId = request.UserId!,
            Name = request.Name!,
            WorkSn = string.IsNullOrEmpty(request.WorkSn) ? request.UserId! : request.WorkSn,
            IdCard = idCard,
            Photo = request.FaceTemplate is { Photo.Length: > 0 } face ? face.Photo : null,
        };
    }

    /// <summary>What a photo may be; absent is well.</summary>
    public static void CheckPhoto(FaceTemplate? face, string field, FieldErrors errors)
    {
        switch (face?.Fault ?? PhotoFault.None)
        {
            case PhotoFault.None:
                break;
            case PhotoFault.NotBase64:
                errors.Add(field, ProblemKinds.FaceTemplateNotBase64, "is not Base64");
                break;
            case PhotoFault.TooLarge:
                errors.Add(field, ProblemKinds.FaceTemplateTooLarge, $"has more than {PhotoFile.BytesMax} bytes");
                break;
            default:
                errors.Add(field, ProblemKinds.FaceTemplateNotAnImage, "is neither a JPEG nor a PNG");
                break;
        }
    }

    /// <summary>A field that the type has no use for is a slip of the pen: nothing is guessed.</summary>
    private static void CheckBelonging(CommandRequest request, CommandType? type, string path, FieldErrors errors)
    {
        if (type is null) return;
        if (type == CommandType.PersonPush && request.Person is null) errors.Add(path + "person", ProblemKinds.CommandIncomplete, "is needed for person.push");
        if (type != CommandType.PersonPush && request.Person is not null)
            errors.Add(path + "person", ProblemKinds.CommandFieldMisplaced, "belongs to person.push only");
        if (type == CommandType.PersonDelete && request.UserId is null)
            errors.Add(path + "user_id", ProblemKinds.CommandIncomplete, "is needed for person.delete");
        if (type != CommandType.PersonDelete && request.UserId is not null)
            errors.Add(path + "user_id", ProblemKinds.CommandFieldMisplaced, "belongs to person.delete only; a push has it in person");
    }

    /// <summary>What an id of the platform's own may be; absent is well.</summary>
    public static void CheckId(string? id, string field, ProblemKind kind, FieldErrors errors)
    {
        if (id is not null && (id.Length is 0 or > IdLengthMax || id.Any(c => c is <= ' ' or > '~') || id is "." or ".."))
            errors.Add(field, kind, $"must be 1 to {IdLengthMax} printable ASCII characters without spaces, and not a path of dots");
    }

    private static TimeSpan Life(long? seconds, string field, FieldErrors errors)
    {
        if (seconds is null) return LifeDefault;
        if (seconds >= 1 && seconds <= (long)LifeMax.TotalSeconds) return TimeSpan.FromSeconds(seconds.Value);
        errors.Add(field, ProblemKinds.CommandTtlInvalid, $"must be 1 to {(long)LifeMax.TotalSeconds}");
        return LifeDefault;
    }

    private static void CheckText(string? text, string field, ProblemKind kind, int least, int most, FieldErrors errors, bool mayHide = false)
    {
        if (text is null)
        {
            errors.Add(field, ProblemKinds.CommandIncomplete, "is needed");
            return;
        }

        if (text.Length < least || text.Length > most)
            errors.Add(field, kind, $"must have {least} to {most} characters");
        else if (text.Any(char.IsControl) || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))))
            errors.Add(field, kind, "must not have control characters, nor spaces at its ends");
        else if (!mayHide && VisibleText.HasHidden(text))
            errors.Add(field, kind, "must not have characters that cannot be seen (marks of direction, zero-width)");
    }
}
