using System.CommandLine;
using System.CommandLine.Parsing;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Verbs;

/// <summary><c>verify</c>: is everything that was acknowledged in the list and in the feed, once? And has every terminal whom its site's roster names?</summary>
internal sealed class VerifyVerb
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly Option<string> _ackLog = new("--ack-log") { Description = "The file that run --ack-log wrote.", HelpName = "file" };

    private readonly Option<string> _prefix = new("--prefix")
    {
        Description = "Check only records of SNs that begin with this; the feed's numbers are checked for everything.",
        DefaultValueFactory = _ => "sim"
    };

    private readonly Option<double> _settle = new Option<double>("--settle")
    {
        Description = "Seconds to wait for records that the feed does not show yet, and for rosters that are not at rest.",
        DefaultValueFactory = _ => 10
    }.Between(0d, 3600d);

    private readonly Option<bool> _rosters = new("--rosters")
    {
        Description = "Compare the terminals' lists of persons (--persons) with the rosters of their sites instead."
    };

    private readonly Option<string[]> _persons = new("--persons")
    {
        Description = "The file that run --persons or terminal --persons wrote, or the history/persons.jsonl of a soak; may be given several times.",
        HelpName = "file",
        DefaultValueFactory = static _ => []
    };

    private readonly Option<double> _utcOffset = OptionRules.Number("--utc-offset", "The gateway's zone in hours, by which dates begin.", 8d).Between(-14, 14);

    private readonly PlatformOptions _platform = new();

    public static Command Create() => new VerifyVerb().ToCommand();

    private Command ToCommand()
    {
        var verb = new Command(
            "verify",
            "Reads the attendance list and the feed from number 1, and checks them against the records that were answered 0000: each must be in both "
            + "exactly once, nothing may be doubled, and the feed's numbers must have no gap. With --rosters: "
            + "nobody of a roster may be missing on a terminal of its site, there in "
            + "an old version, or there still after he has left it, and persons of explicit commands must be untouched. "
            + "Exit code 1 when a promise is broken, with the offending ids.")
        {
            _ackLog, _prefix, _settle, _rosters, _persons, _utcOffset
        };
        _platform.AddTo(verb);
        verb.Validators.Add(Validate);
        verb.SetAction((parsed, stop) => parsed.GetValue(_rosters) ? RostersAsync(parsed, stop) : RecordsAsync(parsed, stop));
        return verb;
    }

    private void Validate(CommandResult result)
    {
        var (rosters, persons) = (result.GetValue(_rosters), result.GetResult(_persons) is { Implicit: false });
        if (rosters != persons) result.AddError("--rosters and --persons go together.");
        if (rosters == result.GetResult(_ackLog) is not null) result.AddError("Either --ack-log or --rosters is needed.");
    }

    private async Task<int> RecordsAsync(ParseResult parsed, CancellationToken stop)
    {
        using var client = _platform.Connect(parsed);
        var delivery = new DeliveryReader(client, parsed.GetRequiredValue(_prefix), TimeProvider.System);
        var checker = new DeliveryChecker();
        await ReadLogAsync(parsed.GetRequiredValue(_ackLog), checker);
        await delivery.ReadAsync(checker, TimeSpan.FromSeconds(parsed.GetValue(_settle)), stop);
        var verdict = checker.Judge();
        var output = parsed.InvocationConfiguration.Output;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"acknowledged {verdict.Acknowledged}, stored {verdict.Stored}, in feed {verdict.Fed}, last feed number {verdict.LastSeq}"));
        return VerdictText.Write(output, verdict.Checks);
    }

    private async Task<int> RostersAsync(ParseResult parsed, CancellationToken stop)
    {
        using var client = _platform.Connect(parsed);
        var output = parsed.InvocationConfiguration.Output;
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var lists = ReadPersons(parsed.GetRequiredValue(_persons));
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(parsed.GetValue(_utcOffset)).DateTime);
            var (checker, reader) = (new RosterChecker(), new RosterReader(client, today));
            await reader.ReadAsync(checker, lists, stop);
            var checks = checker.Judge();
            if (checks.Any(static check => check.Count > 0) && TimeProvider.System.GetElapsedTime(since).TotalSeconds < parsed.GetValue(_settle))
            {
                await Task.Delay(LookEvery, TimeProvider.System, stop);
                continue;
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"terminals {lists.Count}, of them left alone {reader.LeftAlone}; pairs {checker.Pairs}, of them refused {checker.Refused}; foreign {checker.ForeignPersons}"));
            return VerdictText.Write(output, checks);
        }
    }

    private static Dictionary<string, Dictionary<string, HeldPerson>> ReadPersons(string[] paths)
    {
        var lists = new Dictionary<string, Dictionary<string, HeldPerson>>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            try
            {
                foreach (var (sn, list) in PersonLog.Read(path)) lists[sn] = list;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                throw new UsageException($"--persons {path}: {e.Message}", e);
            }
        }

        return lists;
    }

    private static async Task ReadLogAsync(string path, DeliveryChecker checker)
    {
        try
        {
            await using var log = File.OpenRead(path);
            await foreach (var record in AckLogReader.ReadAsync(log)) checker.Acknowledged(record);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"--ack-log {path}: {e.Message}", e);
        }
    }
}
