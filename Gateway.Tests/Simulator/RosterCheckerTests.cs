using Gateway.Simulator.Persons;
using Gateway.Simulator.Verification;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>What <c>verify --rosters</c> and the soak call missing, unwanted, stale, touched, shown otherwise, and not at rest.</summary>
public sealed class RosterCheckerTests
{
    private static readonly RosterState Present = new("present", IsOld: false, WaitsForTime: false);

    [Theory]
    [InlineData("a=1 b=2 f=9", "a=present b=present f=foreign", "")]
    [InlineData("a=1 f=9", "a=present b=present f=foreign", "missing t: b (present)")]
    [InlineData("a=1 f=9", "a=present b=failed f=foreign", "")]
    [InlineData("a=1 f=9", "a=present b=pending f=foreign", "missing t: b (pending); not at rest t: b is pending")]
    [InlineData("a=1 b=1 f=9", "a=present b=present f=foreign", "stale t: b (present)")]
    [InlineData("a=1 b=2 f=9", "a=present b=present! f=foreign", "stale t: b (present)")]
    [InlineData("a=1 b=2 c=3 f=9", "a=present b=present f=foreign", "unwanted t: c (not shown)")]
    [InlineData("a=1 b=2 c=3 f=9", "a=present b=present c=removing~ f=foreign", "")]
    [InlineData("a=1 b=2 c=3 f=9", "a=present b=present c=removing f=foreign", "unwanted t: c (removing); not at rest t: c is removing")]
    [InlineData("a=1 b=2 o=3 f=9", "a=present b=present f=foreign", "unwanted t: o (not shown)")] // his time is over
    [InlineData("a=1 b=2 t=3 f=9", "a=present b=present f=foreign", "unwanted t: t (not shown)")] // only for terminals with another tag
    [InlineData("a=1 b=2", "a=present b=present f=foreign", "foreign persons touched t: f")]
    [InlineData("a=1 b=2 f=9", "a=present b=present f=foreign c=present", "shown otherwise t: c is shown as present, and in no roster of its site")]
    [InlineData("a=1 b=2 f=9", "a=present f=foreign", "shown otherwise t: b is there, and not shown")]
    public void Terminal_BesideItsSitesRoster_IsJudged(string list, string shown, string broken)
    {
        var checker = new RosterChecker();
        checker.Managed("s");
        foreach (var (user, content, isDue, tag) in new[] { ("a", "1", true, null), ("b", "2", true, "gate"), ("o", "3", false, null), ("t", "3", true, "other") })
            checker.Wanted(new RosterPerson("s", user, content, isDue, tag));

        checker.Terminal(Terminal("t", "s", list, shown));
        checker.Terminal(Terminal("elsewhere", "unmanaged", "x=1", ""));

        var found = checker.Judge().Where(static check => check.Count > 0)
            .Select(static check => $"{check.What.Split(':')[0].Replace(" than it is", "", StringComparison.Ordinal)} {check.Offenders[0]}");
        Assert.Equal(broken, string.Join("; ", found));
    }

    [Fact]
    public void Terminals_WithoutThePlatformsWord_MustAgree()
    {
        var checker = new RosterChecker();
        checker.Managed("s");
        checker.Wanted(new RosterPerson("s", "a", Content: null, IsDue: true, Tag: null));
        checker.Terminal(Terminal("one", "s", "a=1", "a=present"));
        checker.Terminal(Terminal("two", "s", "a=2", "a=present"));

        Assert.Equal(["two: a (present)"], checker.Judge().Single(static check => check.Count > 0).Offenders);
    }

    [Fact]
    public void Foreign_ByThePlatformsWord_MustBeThereInHisVersionOrMayBeMissing()
    {
        var checker = new RosterChecker();
        checker.Managed("s");
        var foreign = new Dictionary<string, string?> { ["f"] = "1", ["g"] = "1", ["h"] = null, ["i"] = null };
        checker.Terminal(Terminal("t", "s", "f=1 g=2 h=3 x=1", ""), foreign);

        Assert.Equal(["t: x (not shown)", "t: g is another"], checker.Judge().SelectMany(static check => check.Offenders));
    }

    private static RosterTerminal Terminal(string sn, string site, string list, string shown) => new(
        sn, site, new HashSet<string> { "gate" },
        Pairs(list).ToDictionary(static pair => pair[0], static pair => new HeldPerson(pair[0], pair[1], "")),
        Pairs(shown).ToDictionary(
            static pair => pair[0],
            static pair => Present with { State = pair[1].Trim('!', '~'), IsOld = pair[1].EndsWith('!'), WaitsForTime = pair[1].EndsWith('~') }));

    private static IEnumerable<string[]> Pairs(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('='));
}
