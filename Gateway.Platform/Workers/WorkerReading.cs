using Gateway.Actors.Privacy;
using Gateway.Actors.Time;
using Gateway.Platform.Rosters;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Registrations;
using Gateway.Storage.Rosters;
using Gateway.Storage.Sites;

namespace Gateway.Platform.Workers;

/// <summary>
/// One person over all sites: where he should be and is, as who he registered, and what was done about him. What it gives is masked; in clear only by
/// <see cref="RosterReading"/> and <c>RegistrationReading</c>, which note it first.
/// </summary>
internal sealed class WorkerReading(
    WorkerStore workers, RosterReading rosters, SiteStore sites, PersonStore persons, RosterLists lists, RegistrationStore registrations, AuditStore audit, GatewayZone zone,
    TimeProvider time)
{
    /// <summary>Registrations that are listed of one person, the latest.</summary>
    private const int RegistrationsMax = 50;

    /// <summary>He may be in no roster: then there are his records and commands only.</summary>
    public async Task<Worker> GetAsync(string userId, CancellationToken cancellation)
    {
        var codes = await workers.SitesOfAsync(userId, cancellation);
        var known = (await sites.FindAsync(codes, cancellation)).ToDictionary(static site => site.Code, StringComparer.Ordinal);
        var places = new List<WorkerSite>();
        foreach (var code in codes)
        {
            if (await lists.GetAsync(code, userId, zone.Today(time.GetUtcNow()), cancellation) is { } found)
                places.Add(new WorkerSite(code, known.GetValueOrDefault(code)?.Name, found.Entry, found.Devices));
        }

        var refs = places.Select(static place => place.Entry?.PersonRef).OfType<string>().Distinct().ToList();
        var contents = (await persons.LoadWithoutPhotosAsync(refs, cancellation)).Values.OfType<StoredPerson>().ToList();
        var name = contents.Select(static person => NameMask.Of(person.Name)).FirstOrDefault();
        return new Worker(userId, name, places, await RegistrationsAsync(contents, cancellation));
    }

    /// <summary>
    /// Changes to him, and who looked at him in clear, newest first. The audit knows a person whose <c>user_id</c> is an ID number by its mask only, and so everybody whose number
    /// reads the same.
    /// </summary>
    public Task<Storage.Sql.Page<AuditEntry>> AuditAsync(Worker worker, int limit, string? cursor, CancellationToken cancellation) => audit.LatestAsync(
        [UserIdMask.Of(worker.UserId), .. worker.Registrations.Select(static row => row.Registration.Id.ToString())], limit, cursor, cancellation);

    /// <summary>Somebody is looked for by his ID number: in the audit before the answer, whether there is one or not.</summary>
    public Task NoteSearchAsync(string idNumber, AuditCaller reader, CancellationToken cancellation)
    {
        var shown = UserIdMask.Of(idNumber);
        return audit.AddReadingAsync(new AuditNote(reader, AuditActions.RosterRead, "workers/" + shown, [shown]), cancellation);
    }

    /// <summary>A person in clear, as a roster has him; null: he is in none.</summary>
    /// <param name="reader">With the reason; in the audit before anything is given out.</param>
    public async Task<StoredPerson?> ShowAsync(Worker worker, AuditCaller reader, CancellationToken cancellation)
    {
        if (worker.Sites.FirstOrDefault(static site => site.Entry is not null) is not { } site) return null;
        return (await rosters.GetAsync(site.Code, worker.UserId, reader, cancellation))?.Person;
    }

    /// <summary>By the ID number that his roster has, or that is his <c>user_id</c>; whoever asks does not learn it by that.</summary>
    private async Task<IReadOnlyList<RegistrationRow>> RegistrationsAsync(IEnumerable<StoredPerson> contents, CancellationToken cancellation)
    {
        var found = new List<RegistrationRow>();
        foreach (var text in contents.Select(static person => person.IdCard.Length > 0 ? person.IdCard : person.UserId).Distinct(StringComparer.Ordinal))
        {
            if (!IdNumber.TryParse(text, out var number, out _)) continue;
            found.AddRange((await registrations.ListAsync(new RegistrationFilter(null, null, null, null, number), RegistrationsMax, null, cancellation)).Items);
        }

        return [.. found.OrderByDescending(static row => row.Registration.ReceivedAt).Take(RegistrationsMax)];
    }
}
