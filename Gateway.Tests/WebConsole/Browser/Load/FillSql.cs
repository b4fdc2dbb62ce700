namespace Gateway.Tests.WebConsole.Browser.Load;

/// <summary>
/// What the API would take hours for, as SQL that both databases understand but for what is given here. Sites are <c>c0001</c>, their terminals <c>c0001-01</c>, their persons
/// <c>p0001-0001</c>, all of whom are one person in fact: his content is encrypted once.
/// </summary>
internal sealed class FillSql(bool isPostgres, FillScale scale, DateTimeOffset midnight)
{
    private const long Day = 86_400_000;

    private string Site(string number) => $"'c' || {Digits(number, 4)}";

    private string Sn(string site, string gate) => $"{Site(site)} || '-' || {Digits(gate, 2)}";

    private string User(string site, string person) => $"'p' || {Digits(site, 4)} || '-' || {Digits(person, 4)}";

    private string Digits(string number, int digits) => isPostgres ? $"lpad(CAST({number} AS text), {digits}, '0')" : $"printf('%0{digits}d', {number})";

    private string Text(string value) => isPostgres ? $"CAST({value} AS text)" : $"CAST({value} AS TEXT)";

    private static string Numbers(string name, int from, int to) => $"{name}(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM {name} WHERE n < {to})";

    /// <summary>Ids in the order of their times.</summary>
    private string Id(string time, string number) => isPostgres
        ? $"CAST(lpad(to_hex({time}), 12, '0') || '7000' || lpad(to_hex({number}), 16, '8') AS uuid)"
        : $"unhex(printf('%012x', {time}) || '7000' || printf('%016x', {number}))";

    private static string LargestOr(string number, int otherwise) => $"CASE WHEN {number} = 1 THEN {FillScale.PersonsOfLargest} ELSE {otherwise} END";

    /// <summary>Partitions for the months of the records; nothing on SQLite, which has none.</summary>
    public IEnumerable<string> Partitions()
    {
        if (!isPostgres) yield break;
        var first = midnight.AddDays(-FillScale.Days);
        for (var month = new DateTimeOffset(first.Year, first.Month, 1, 0, 0, 0, TimeSpan.Zero); month <= midnight; month = month.AddMonths(1))
        {
            var (low, high) = (month.ToUnixTimeMilliseconds(), month.AddMonths(1).ToUnixTimeMilliseconds());
            yield return $"SELECT gateway_add_partition('attendance', 'attendance_{month:yyyyMM}', {low}, {high})";
        }
    }

    /// <summary>Persons on rosters; of all sites, with the content of one who is there.</summary>
    public string Roster() =>
        $"""
        WITH RECURSIVE {Numbers("s", 1, scale.Sites)}, {Numbers("p", 1, FillScale.PersonsOfLargest)}
        INSERT INTO roster (site, user_id, version, person_ref, person_bytes, search_text, updated_at)
        SELECT {Site("s.n")}, {User("s.n", "p.n")}, 1, x.person_ref, x.person_bytes, {User("s.n", "p.n")}, x.updated_at
        FROM s JOIN p ON p.n <= {LargestOr("s.n", scale.Persons)} CROSS JOIN (SELECT person_ref, person_bytes, updated_at FROM roster WHERE user_id = 'seed') x
        """;

    /// <summary>Where they are: present, but for a few who were refused at some sites, and such as wait.</summary>
    public string Presence() =>
        $"""
        WITH RECURSIVE {Numbers("s", 1, scale.Sites)}, {Numbers("p", 1, FillScale.PersonsOfLargest)}, {Numbers("g", 1, scale.TerminalsPerSite)}
        INSERT INTO roster_devices (sn, user_id, site, state, reported_ref, reported_version, desired_version, since, result_code)
        SELECT {Sn("s.n", "g.n")}, {User("s.n", "p.n")}, {Site("s.n")},
            CASE WHEN {Odd} THEN 'failed' WHEN {Waits} THEN 'pending' ELSE 'present' END,
            CASE WHEN {Odd} OR {Waits} THEN NULL ELSE x.person_ref END, CASE WHEN {Odd} OR {Waits} THEN NULL ELSE 1 END, 1, x.updated_at,
            CASE WHEN {Odd} THEN '9013' END
        FROM s JOIN p ON p.n <= {LargestOr("s.n", scale.Persons)} JOIN g ON g.n <= 20
        CROSS JOIN (SELECT person_ref, updated_at FROM roster WHERE user_id = 'seed') x
        """;

    private const string Odd = "(s.n % 100 = 1 AND p.n % 20 = 3 AND g.n <= 3)";

    private const string Waits = "(s.n % 50 = 2 AND p.n % 10 = 4 AND g.n = 1)";

    /// <summary>Who has ever changed the rosters: nobody else will compare them.</summary>
    public string Managed() => $"UPDATE sites SET managed_since = {midnight.ToUnixTimeMilliseconds()} WHERE code LIKE 'c%'";

    /// <summary>The records of one day: everybody comes between five and half past eight, and goes twelve hours later.</summary>
    /// <param name="back">0: today, which ends now.</param>
    public string Attendance(int back)
    {
        var day = midnight.AddDays(-back).ToUnixTimeMilliseconds();
        var comes = $"{day + (5 * Day / 24)} + ((s.n * 7919 + p.n * 104729 + {back} * 31) % 12600) * 1000";
        var time = $"{comes} + h.n * {Day / 2}";
        return $"""
            WITH RECURSIVE {Numbers("s", 1, scale.Sites)}, {Numbers("p", 1, scale.Persons)}, {Numbers("h", 0, 1)}
            INSERT INTO attendance (id, sn, user_id, recog_time, recog_time_text, received_at, transport, site)
            SELECT {Id(time, $"s.n * {FillScale.PersonsOfLargest}*2 + p.n * 2 + h.n")}, {Sn("s.n", $"1 + (p.n % {scale.TerminalsPerSite})")}, {User("s.n", "p.n")}, {time},
                {Text(time)}, {time} + 900, 'socket', {Site("s.n")}
            FROM s CROSS JOIN p CROSS JOIN h WHERE h.n = 0 OR {back} > 0
            """;
    }

    /// <summary>What the gateway counts of that when it comes by the feed; today's less at some sites than is usual there.</summary>
    public string Counts(int back)
    {
        var day = DateOnly.FromDateTime(midnight.DateTime).AddDays(-back).DayNumber;
        var share = back == 0 ? "CASE WHEN s.n % 100 = 5 THEN 2 ELSE 1 END" : "1";
        return $"""
            WITH RECURSIVE {Numbers("s", 1, scale.Sites)}, {Numbers("q", 20, 33)}
            INSERT INTO clock_ins (day, site, slot, records, persons)
            SELECT {day}, {Site("s.n")}, q.n, {scale.Persons} / 14 + 1, ({scale.Persons} / 14 + 1 + (s.n + {back}) % 2) / {share} FROM s CROSS JOIN q
            """;
    }

    public string CountsOfAll(int back)
    {
        var day = DateOnly.FromDateTime(midnight.DateTime).AddDays(-back).DayNumber;
        return $"""
            INSERT INTO clock_ins (day, site, slot, records, persons)
            SELECT day, '', slot, SUM(records), SUM(persons) FROM clock_ins WHERE day = {day} GROUP BY day, slot
            """;
    }

    /// <summary>All terminals but a few are online; it stays so, since they were seen in an hour from now.</summary>
    public string Online(DateTimeOffset now)
    {
        var (seen, since) = (now.AddHours(3).ToUnixTimeMilliseconds(), now.AddHours(-2).ToUnixTimeMilliseconds());
        const string Away = "(s.n % 200 = 7 OR (s.n % 20 = 3 AND g.n = 1))";
        return $"""
            WITH RECURSIVE {Numbers("s", 1, scale.Sites)}, {Numbers("g", 1, scale.TerminalsPerSite)}
            INSERT INTO presence (sn, online, last_seen, transport, remote, node, since, device_state, clock_skew_seconds, offline_reason, changes)
            SELECT {Sn("s.n", "g.n")}, {(isPostgres ? $"NOT {Away}" : $"CASE WHEN {Away} THEN 0 ELSE 1 END")}, {seen}, 'socket', '203.0.113.' || {Text("s.n % 250")} || ':1',
                'fill', {since}, 1, 0, CASE WHEN {Away} THEN 'peer_closed' END, 1
            FROM s CROSS JOIN g
            """;
    }
}
