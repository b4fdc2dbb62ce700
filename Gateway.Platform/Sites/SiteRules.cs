using Gateway.Codec.Bodies;
using Gateway.Platform.Problems;
using Gateway.Storage.Retention;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Sites;

/// <summary>What a site may look like.</summary>
internal static class SiteRules
{
    /// <summary>Most characters of a code, name, region or contractor, each.</summary>
    public const int TextLengthMax = 128;

    /// <summary>Most tags, and most characters of one.</summary>
    public const int TagsMax = 32;

    /// <inheritdoc cref="TagsMax"/>
    public const int TagLengthMax = 64;

    private const int RetentionDaysMax = 36_500;
    private const int HoursMax = 28;

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>What a new site may be called: as a device's <c>site</c>, and such that a path can name it.</summary>
    public static bool CheckCode(string code, FieldErrors errors)
    {
        if (code.Length == 0) errors.Add("code", ProblemKinds.SiteCodeInvalid, "must not be empty");
        else if (code is "." or "..") errors.Add("code", ProblemKinds.SiteCodeInvalid, "must not be . or .., which no path can name");
        else CheckText("code", code, ProblemKinds.SiteCodeInvalid, errors);
        return !errors.Any;
    }

    /// <summary>The site as the request wants it; null when anything is wrong.</summary>
    /// <param name="before">Null: there is none yet.</param>
    public static SiteChange? Apply(SiteChange? before, string code, PutSiteRequest request, DateOnly today, FieldErrors errors)
    {
        var site = before ?? SiteChange.New(code);
        CheckText("name", request.Name, ProblemKinds.SiteNameInvalid, errors);
        CheckText("region", request.Region, ProblemKinds.SiteNameInvalid, errors);
        CheckText("contractor", request.Contractor, ProblemKinds.SiteNameInvalid, errors);
        CheckTags(request.Tags, errors);
        CheckHours(request.Hours, errors);
        var status = request.Status is null ? site.Status : SiteText.ToStatus(request.Status);
        if (status is null) errors.Add("status", ProblemKinds.SiteStatusInvalid, $"must be one of {string.Join(", ", SiteText.Statuses)}");
        var drift = request.Drift is null ? site.Drift : SiteText.ToDrift(request.Drift);
        if (drift is null) errors.Add("drift", ProblemKinds.SiteDriftInvalid, $"must be one of {string.Join(", ", SiteText.Drifts)}");
        if (request.RetentionDays is { } days and (< RetentionDay.DaysMin or > RetentionDaysMax))
            errors.Add("retention_days", ProblemKinds.SiteRetentionInvalid, $"must be from {RetentionDay.DaysMin} to {RetentionDaysMax}, not {days}");

        var (completed, settled) = Dates(site, status ?? site.Status, request, today, errors);
        if (errors.Any) return null;
        return site with
        {
            Name = Changed(site.Name, request.Name),
            Region = Changed(site.Region, request.Region),
            Contractor = Changed(site.Contractor, request.Contractor),
            Status = status!.Value,
            CompletedOn = completed,
            SettledOn = settled,
            Hours = request.Hours is not { } hours ? site.Hours : hours.Count == 0 ? null : JsonSerializer.Serialize(hours, SiteJson.Strict.IReadOnlyListSiteHours),
            RetentionDays = request.RetentionDays ?? site.RetentionDays,
            LegalHold = request.LegalHold ?? site.LegalHold,
            Tags = request.Tags?.Distinct(StringComparer.Ordinal).ToArray() ?? site.Tags,
            Drift = drift!.Value,
        };
    }

    /// <summary>The dates of the site's life as they are after the change: which there are goes by the status.</summary>
    private static (DateOnly? Completed, DateOnly? Settled) Dates(SiteChange site, SiteStatus status, PutSiteRequest request, DateOnly today, FieldErrors errors)
    {
        var completed = Date("completed_on", site.CompletedOn, request.CompletedOn, status >= SiteStatus.Completed, status == SiteStatus.Completed);
        var settled = Date("settled_on", site.SettledOn, request.SettledOn, status == SiteStatus.Settled, status == SiteStatus.Settled);
        if (settled < completed) errors.Add("settled_on", ProblemKinds.SiteDatesInvalid, "must not be before completed_on");
        return (completed, settled);

        DateOnly? Date(string field, DateOnly? before, string? given, bool isAllowed, bool isNeeded)
        {
            var date = string.IsNullOrEmpty(given) ? null : SiteText.ToDate(given);
            if (!string.IsNullOrEmpty(given) && date is null) Wrong("must be a date, yyyy-MM-dd");
            else if (date is not null && !isAllowed) Wrong($"does not go with the status {SiteText.Of(status)}");
            else if (date > today) Wrong("must not be in the future");
            else if (isNeeded && date is null && (given is not null || before is null)) Wrong($"is needed for the status {SiteText.Of(status)}");
            return !isAllowed ? null : given is null ? before : date;

            void Wrong(FieldMessage message) => errors.Add(field, ProblemKinds.SiteDatesInvalid, message);
        }
    }

    private static void CheckText(string field, string? text, ProblemKind kind, FieldErrors errors)
    {
        if (text is null) return;
        if (text.Length > TextLengthMax) errors.Add(field, kind, $"has {text.Length} characters, at most {TextLengthMax} are allowed");
        else if (VisibleText.HasHidden(text)) errors.Add(field, kind, "must not have control characters, nor others that cannot be seen (marks of direction, zero-width)");
    }

    private static void CheckTags(IReadOnlyList<string>? tags, FieldErrors errors)
    {
        if (tags is null) return;
        if (tags.Count > TagsMax) errors.Add("tags", ProblemKinds.SiteTagsInvalid, $"has {tags.Count} tags, at most {TagsMax} are allowed");
        else if (tags.Any(static tag => string.IsNullOrWhiteSpace(tag) || tag.Length > TagLengthMax || VisibleText.HasHidden(tag)))
            errors.Add("tags", ProblemKinds.SiteTagsInvalid, $"must each have 1 to {TagLengthMax} characters, no control characters and none that cannot be seen");
    }

    private static void CheckHours(IReadOnlyList<SiteHours>? hours, FieldErrors errors)
    {
        if (hours is null) return;
        if (hours.Count > HoursMax) errors.Add("hours", ProblemKinds.SiteHoursInvalid, $"has {hours.Count} spans, at most {HoursMax} are allowed");
        for (var i = 0; i < Math.Min(hours.Count, HoursMax); i++)
        {
            // A list may hold null whatever its type says.
            var span = hours[i] as SiteHours ?? new SiteHours(null, null, null);
            var days = span.Days ?? [];
            if (days.Count == 0 || days.Count != days.Distinct().Count() || !days.All(Days.Contains))
                errors.Add($"hours[{i}].days", ProblemKinds.SiteHoursInvalid, $"must be some of {string.Join(", ", Days)}, each once");
            if (!IsTime(span.From)) errors.Add($"hours[{i}].from", ProblemKinds.SiteHoursInvalid, "must be a time, HH:mm");
            if (span.To != "24:00" && !IsTime(span.To)) errors.Add($"hours[{i}].to", ProblemKinds.SiteHoursInvalid, "must be a time, HH:mm, or 24:00");
            else if (span.To == span.From) errors.Add($"hours[{i}].to", ProblemKinds.SiteHoursInvalid, "must not be the same as from");
        }
    }

    private static bool IsTime(string? text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? Changed(string? before, string? wanted) => wanted is null ? before : wanted.Length == 0 ? null : wanted;
}
