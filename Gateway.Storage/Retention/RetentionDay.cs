using Gateway.Storage.Sites;

namespace Gateway.Storage.Retention;

/// <summary>
/// Says what may go on one day. All bounds are midnights of <c>Gateway:TimeZone</c>, so that a preview and a run of the same day mean the same records
/// (docs/decisions/0121-retention-by-site.md).
/// </summary>
/// <param name="Today">In <see cref="RetentionOptions.Zone"/>.</param>
/// <param name="ByHand">Somebody has asked for the run: what was changed lately is not waited for.</param>
public sealed record RetentionDay(DateOnly Today, bool ByHand, RetentionOptions Options)
{
    /// <summary>Days that a settled site is kept unless it says otherwise: the law's three years.</summary>
    public const int SettledDays = 1095;

    /// <summary>No site is kept for less: real-name records two years at least.</summary>
    public const int DaysMin = 730;

    /// <summary>A run of the gateway's own leaves a site alone that was changed within so many days: a year mistyped can still be put right.</summary>
    public const int GraceDays = 7;

    public static RetentionDay Of(DateTimeOffset now, bool byHand, RetentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Zone.Today(now), byHand, options);
    }

    /// <summary>Of records without a site.</summary>
    public RetentionTerm TermOfNone
    {
        get
        {
            var (attendance, registrations, photos) = (Before(Options.AttendanceDays), Before(Options.RegistrationDays), Before(Options.RegistrationPhotoDays));
            if (attendance is null && registrations is null && photos is null) return RetentionTerm.Nothing;

            // The day after tomorrow: a clock may be a day ahead of a zone's.
            return new(RetentionRule.Age, null, attendance, attendance is null ? null : Midnight(Today.AddDays(2)), registrations, photos);
        }
    }

    /// <summary>Of the records of a site. A text that is no site has none: nobody has settled it.</summary>
    public RetentionTerm TermOf(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (site.LegalHold) return RetentionTerm.Nothing;
        if (site.Unexplained) return TermOfNone;
        if (site is { Status: SiteStatus.Settled, SettledOn: { } settled })
        {
            var until = settled.DayNumber + Math.Max(DaysMin, site.RetentionDays ?? SettledDays);
            if (Today.DayNumber > until && (ByHand || site.UpdatedAt.ToUnixTimeMilliseconds() < Midnight(Today.AddDays(-GraceDays))))
                return RetentionTerm.Nothing with { Rule = RetentionRule.Settled, KeptUntil = DateOnly.FromDayNumber(until) };
        }

        return Before(Options.RegistrationPhotoDays) is { } photos ? RetentionTerm.Nothing with { Rule = RetentionRule.Photos, PhotosBefore = photos } : RetentionTerm.Nothing;
    }

    private long? Before(int days) => days > 0 ? Midnight(Today.AddDays(-days)) : null;

    private long Midnight(DateOnly date) => Options.Zone.StartOf(date).ToUnixTimeMilliseconds();
}
