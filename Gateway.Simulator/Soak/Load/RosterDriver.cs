using Gateway.Simulator.Persons;
using Gateway.Simulator.Photos;

namespace Gateway.Simulator.Soak.Load;

/// <summary>
/// A platform that keeps rosters, and a field that disturbs them: persons come, change and go, by themselves and by lists; terminals are reset, moved and replaced; explicit
/// commands put strangers on terminals and take persons of the roster away. Each site is changed by one worker, so that what was answered last is what is wanted.
/// </summary>
internal sealed class RosterDriver(RosterRequests requests, SoakSettings settings, RosterModel model, PersonLists lists, TimeProvider time)
{
    private const int PersonsMax = 40;
    private const int ListMax = 6;

    private int _number;
    private int _done;

    /// <summary>Things done.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Makes the sites managed and stands their terminals there.</summary>
    /// <exception cref="SoakFailedException">The gateway refuses.</exception>
    public async Task BeginAsync(CancellationToken stop)
    {
        foreach (var site in settings.Sites)
        {
            Require(await requests.MakeSiteAsync(site, stop), site);
            model.Site(site);
            foreach (var sn in SoakSettings.RosterSns(site)) await StandAsync(sn, site, stop);
            await PutAsync(site, New("shared1"), stop); // the same person at every site: whoever moves keeps him
        }

        if (settings.RosterSites > 0) Require(await requests.StandAsync(SoakSettings.ReplacementSn, null, stop), SoakSettings.ReplacementSn);
    }

    /// <summary>Runs until told to stop; what is begun is brought to an end.</summary>
    /// <param name="stop">Nothing new.</param>
    /// <param name="abandon">No more repeats either.</param>
    public Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        string[] sites = [.. settings.Sites];
        if (sites.Length == 0) return Task.CompletedTask;
        var every = TimeSpan.FromSeconds((sites.Length + 1) / settings.RosterChangesPerSecond);
        var workers = sites.Select((site, number) => WorkAsync(number, every, random => ChangeAsync(site, random, abandon), stop));
        return Task.WhenAll([.. workers, WorkAsync(sites.Length, every, random => MoveAsync(sites, random, abandon), stop)]);
    }

    private async Task WorkAsync(int worker, TimeSpan every, Func<Random, Task> doAsync, CancellationToken stop)
    {
        var random = new Random(HashCode.Combine(settings.Seed, worker, "rosters".Length));
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await doAsync(random);
                Interlocked.Increment(ref _done);
            }
        }
        catch (OperationCanceledException)
        {
            return; // the load is over
        }
    }

    private Task ChangeAsync(string site, Random random, CancellationToken abandon)
    {
        var there = model.Of(site).Values.Where(static entry => !entry.UserId.StartsWith("shared", StringComparison.Ordinal)).ToList();
        var somebody = there.Count > 0 ? there[random.Next(there.Count)] : null;
        // Wanted on every terminal: else he is a stranger where he is pushed.
        var plain = there.Where(static entry => entry is { Tag: null, ValidFrom: null, ValidUntil: null }).ToList();
        var drifts = plain.Count > 0 ? plain[random.Next(plain.Count)].UserId : null;
        var (reset, foreign) = ($"{site}-{RosterRole.Reset}", $"{site}-{RosterRole.Foreign}");
        return random.Next(100) switch
        {
            < 25 when there.Count < PersonsMax => PutAsync(site, New(NextUser("p"), random), abandon),
            < 40 when somebody is not null => PutAsync(site, New(somebody.UserId, random) with { Tag = somebody.Tag }, abandon), // another photo
            < 48 when there.Count < PersonsMax => PutAsync(site, Dated(New(NextUser("d"), random), random), abandon),
            < 52 when there.Count < PersonsMax => PutAsync(site, New(NextUser("t"), random) with { Tag = RosterRole.Tag }, abandon),
            < 55 when there.Count < PersonsMax => PutAsync(site, New(NextUser("bad"), random), abandon),
            < 68 when somebody is not null => DeleteAsync(site, somebody.UserId, abandon),
            < 74 => MergeAsync(site, [.. Enumerable.Range(0, ListMax).Select(_ => New(NextUser("m"), random))], abandon),
            < 80 => ReplaceAsync(site, random, abandon),
            < 86 when drifts is not null => requests.CommandAsync(foreign, NextUser("drift"), drifts, null, abandon),
            < 90 when drifts is not null => requests.CommandAsync(foreign, NextUser("drift"), drifts, New(drifts, random), abandon),
            < 94 => StrangerAsync(foreign, random, abandon),
            < 97 => AdoptAsync(site, foreign, random, abandon),
            _ => ResetAsync(reset, abandon)
        };
    }

    private async Task MoveAsync(string[] sites, Random random, CancellationToken abandon)
    {
        var moving = model.Terminals().Keys.Where(static sn => sn.EndsWith(RosterRole.Moving, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (random.Next(10) == 0 && !model.Terminals().ContainsKey(SoakSettings.ReplacementSn) && moving.Count > 1)
        {
            var old = moving[0];
            var site = model.Terminals()[old];
            Require(await requests.StandAsync(SoakSettings.ReplacementSn, null, abandon, replaces: old), old);
            model.Stands(old, null);
            model.Stands(SoakSettings.ReplacementSn, site);
            return;
        }

        await StandAsync(moving[random.Next(moving.Count)], sites[random.Next(sites.Length)], abandon);
    }

    private async Task StandAsync(string sn, string site, CancellationToken stop)
    {
        Require(await requests.StandAsync(sn, site, stop), sn);
        model.Stands(sn, site);
    }

    private async Task PutAsync(string site, RosterEntry entry, CancellationToken stop)
    {
        Require(await requests.PutAsync(site, entry, stop), entry.UserId);
        model.Put(site, entry);
    }

    private async Task DeleteAsync(string site, string userId, CancellationToken stop)
    {
        Require(await requests.DeleteAsync(site, userId, stop), userId);
        model.Remove(site, userId);
    }

    private async Task MergeAsync(string site, IReadOnlyList<RosterEntry> entries, CancellationToken stop)
    {
        Require(await requests.ListAsync(site, "merge", entries, stop) is not null, site);
        foreach (var entry in entries) model.Put(site, entry);
    }

    private async Task ReplaceAsync(string site, Random random, CancellationToken stop)
    {
        var kept = model.Of(site).Values.Where(_ => random.Next(10) > 2);
        RosterEntry[] list = [.. kept, New(NextUser("r"), random), New(NextUser("r"), random)];
        Require(await requests.ListAsync(site, "replace", list, stop) is not null, site);
        model.Replace(site, list);
    }

    /// <summary>Somebody comes by an explicit command, or goes by one.</summary>
    private async Task StrangerAsync(string sn, Random random, CancellationToken stop)
    {
        var there = model.Foreigners().Where(foreign => foreign.Sn == sn && foreign.Entry.Content is not null).ToList();
        var leaves = there.Count > 0 && random.Next(3) == 0;
        var entry = New(leaves ? there[random.Next(there.Count)].UserId : NextUser("f"), random);
        var id = NextUser("stranger");
        Require(await requests.CommandAsync(sn, id, entry.UserId, leaves ? null : entry, stop), sn);
        model.Foreign(sn, entry.UserId, leaves ? null : entry.Content, id);
    }

    /// <summary>Somebody is pushed by an explicit command first, and then comes into the roster: he belongs to it.</summary>
    private async Task AdoptAsync(string site, string sn, Random random, CancellationToken stop)
    {
        var entry = New(NextUser("a"), random);
        Require(await requests.CommandAsync(sn, NextUser("adopt"), entry.UserId, entry, stop), sn);
        await PutAsync(site, entry, stop);
    }

    private async Task ResetAsync(string sn, CancellationToken stop)
    {
        lists.Of(sn).Reset();
        Require(await requests.ResyncAsync(sn, stop), sn);
    }

    private RosterEntry Dated(RosterEntry entry, Random random)
    {
        string Day(int days) => time.GetUtcNow().AddHours(8).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return random.Next(3) switch
        {
            0 => entry with { ValidUntil = Day(-1) },
            1 => entry with { ValidFrom = Day(2) },
            _ => entry with { ValidFrom = Day(-1), ValidUntil = Day(2) }
        };
    }

    private string NextUser(string begin) => string.Create(CultureInfo.InvariantCulture, $"{begin}{Interlocked.Increment(ref _number)}");

    /// <summary>Without a source of chance: the same every time.</summary>
    private RosterEntry New(string userId, Random? random = null) => new(
        userId,
        random is null ? "Soak" : NextUser("Soak v"),
        random?.Next(3) == 0 ? FaceImage.Make(random.NextInt64(), random.Next(500, 20_000)) : null);

    private static void Require(bool isRight, string what)
    {
        if (!isRight) throw new SoakFailedException($"A request about {what} was refused; history/{Path.GetFileName(new Histories.HistoryFiles("").RosterRequests)} says which.");
    }
}
