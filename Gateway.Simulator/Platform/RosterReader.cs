using Gateway.Simulator.Persons;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Platform;

/// <summary>Reads what the platform API says of rosters into a checker.</summary>
/// <param name="today">The day in the gateway's zone.</param>
internal sealed class RosterReader(PlatformClient client, DateOnly today)
{
    private readonly HashSet<string> _managed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Terminals without a site, of one that is not managed, disabled or replaced: they are left alone.</summary>
    public int LeftAlone { get; private set; }

    /// <summary>Reads every terminal's side, and the rosters of their sites.</summary>
    /// <param name="lists">What the terminals have, by SN.</param>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task ReadAsync(RosterChecker checker, IReadOnlyDictionary<string, Dictionary<string, HeldPerson>> lists, CancellationToken stop)
    {
        foreach (var (sn, list) in lists.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            using var device = await client.GetAsync($"api/v1/devices/{Uri.EscapeDataString(sn)}", stop);
            var site = Text(device.RootElement, "site");
            if (site is null || !device.RootElement.GetProperty("enabled").GetBoolean() || !await IsManagedAsync(checker, site, stop))
            {
                LeftAlone++;
                continue;
            }

            var tags = device.RootElement.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetString()!).ToHashSet(StringComparer.Ordinal);
            checker.Terminal(new RosterTerminal(sn, site, tags, list, await ReportedAsync(sn, stop)));
        }
    }

    /// <summary>A person as <c>GET /sites/{code}/roster</c> lists him.</summary>
    /// <param name="today">The day in the gateway's zone.</param>
    public static RosterPerson Person(string site, JsonElement item, DateOnly today)
    {
        var isDue = (Day(item, "valid_from") ?? today) <= today && today <= (Day(item, "valid_until") ?? today);
        return new RosterPerson(site, item.GetProperty("user_id").GetString()!, Content: null, isDue, Text(item, "device_tag"));
    }

    /// <summary>A person as <c>GET /devices/{sn}/roster</c> lists him.</summary>
    public static (string UserId, RosterState State) State(JsonElement item)
    {
        var (desired, reported) = (Number(item, "desired_version"), Number(item, "reported_version"));
        var isOld = desired is not null && reported is not null && desired != reported;
        return (item.GetProperty("user_id").GetString()!, new RosterState(item.GetProperty("state").GetString()!, isOld, Text(item, "next_try_at") is not null));
    }

    private async Task<bool> IsManagedAsync(RosterChecker checker, string site, CancellationToken stop)
    {
        if (!_read.Add(site)) return _managed.Contains(site);
        var path = $"api/v1/sites/{Uri.EscapeDataString(site)}";
        using var found = await client.GetAsync(path, stop);
        if (!found.RootElement.GetProperty("managed").GetBoolean()) return false;
        _managed.Add(site);
        checker.Managed(site);
        await foreach (var item in client.ReadListAsync(path + "/roster", stop))
            if (Number(item, "version") is not null) checker.Wanted(Person(site, item, today)); // else he is in no roster, but on a terminal

        return true;
    }

    private async Task<Dictionary<string, RosterState>> ReportedAsync(string sn, CancellationToken stop)
    {
        var reported = new Dictionary<string, RosterState>(StringComparer.Ordinal);
        await foreach (var item in client.ReadListAsync($"api/v1/devices/{Uri.EscapeDataString(sn)}/roster", stop))
        {
            var (userId, state) = State(item);
            reported[userId] = state;
        }

        return reported;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    private static DateOnly? Day(JsonElement item, string name) =>
        Text(item, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
