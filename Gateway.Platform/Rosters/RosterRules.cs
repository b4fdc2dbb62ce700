using Gateway.Codec.Bodies;
using Gateway.Platform.Commands;
using Gateway.Platform.Devices;
using Gateway.Platform.Problems;

namespace Gateway.Platform.Rosters;

/// <summary>What a person of a roster may look like, the same for one and for every line of a list: a person as in a command, and when and where he should be.</summary>
internal static class RosterRules
{
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>Null when anything is wrong.</summary>
    public static CheckedPerson? Check(string? userId, RosterPersonRequest request, FieldErrors errors)
    {
        var from = Date(request.ValidFrom, "valid_from", errors);
        var until = Date(request.ValidUntil, "valid_until", errors);
        if (from > until) errors.Add("valid_until", ProblemKinds.RosterValidityInvalid, "must not be before valid_from");
        var tag = string.IsNullOrEmpty(request.DeviceTag) ? null : request.DeviceTag;
        if (tag is not null && (string.IsNullOrWhiteSpace(tag) || tag.Length > DeviceRules.TagLengthMax || VisibleText.HasHidden(tag)))
        {
            errors.Add(
                "device_tag", ProblemKinds.RosterDeviceTagInvalid,
                $"must have 1 to {DeviceRules.TagLengthMax} characters, no control characters and none that cannot be seen");
        }

        var person = CommandRules.Person(new PersonRequest(userId ?? "", request.Name ?? "", request.WorkSn, request.IdCard, request.FaceTemplate), "", errors);
        return person is null ? null : new CheckedPerson(person, Text(from), Text(until), tag);
    }

    private static DateOnly? Date(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        errors.Add(field, ProblemKinds.RosterValidityInvalid, "must be a date such as 2026-03-01");
        return null;
    }

    private static string? Text(DateOnly? date) => date?.ToString(DateForm, CultureInfo.InvariantCulture);
}
