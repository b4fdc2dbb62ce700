using System.CommandLine;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Verbs;

/// <summary><c>verify</c>: is everything that was acknowledged in the list and in the feed, once?</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var ackLog = new Option<string>("--ack-log") { Description = "The file that run --ack-log wrote.", HelpName = "file", Required = true };
        var prefix = new Option<string>("--prefix")
        {
            Description = "Check only records of SNs that begin with this; the feed's numbers are checked for everything.",
            DefaultValueFactory = _ => "sim"
        };
        var settle = new Option<double>("--settle")
        {
            Description = "Seconds to wait for records that the feed does not show yet.",
            DefaultValueFactory = _ => 10
        }.Between(0d, 3600d);
        var platform = new PlatformOptions();
        var verb = new Command(
            "verify",
            "Reads the attendance list and the feed from number 1, and checks them against the records that were answered 0000: each must be in both "
            + "exactly once, nothing may be doubled, and the feed's numbers must have no gap. Exit code 1 when a promise is broken.")
        {
            ackLog,
            prefix,
            settle
        };
        platform.AddTo(verb);
        verb.SetAction(async (parsed, stop) =>
        {
            using var client = platform.Connect(parsed);
            var delivery = new DeliveryReader(client, parsed.GetRequiredValue(prefix), TimeProvider.System);
            var checker = new DeliveryChecker();
            await ReadLogAsync(parsed.GetRequiredValue(ackLog), checker);
            await delivery.ReadAsync(checker, TimeSpan.FromSeconds(parsed.GetValue(settle)), stop);
            var verdict = checker.Judge();
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"acknowledged {verdict.Acknowledged}, stored {verdict.Stored}, in feed {verdict.Fed}, last feed number {verdict.LastSeq}"));
            return VerdictText.Write(output, verdict.Checks);
        });
        return verb;
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
