using System.CommandLine;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Verbs;

/// <summary><c>verify-registrations</c>: is everything that enrol was answered 0 there, byte for byte?</summary>
internal static class VerifyRegistrationsVerb
{
    public static Command Create()
    {
        var ledger = new Option<string>("--ledger") { Description = "The file that enrol --ledger wrote.", HelpName = "file", Required = true };
        var prefix = new Option<string>("--prefix")
        {
            Description = "Check only registrations by SNs that begin with this.",
            DefaultValueFactory = _ => "enrol"
        };
        var platform = new PlatformOptions();
        var verb = new Command(
            "verify-registrations",
            "Reads the list of registrations, each single one and each photo, and checks them against the ledger: every registration that was answered 0 must "
            + "be there once, its photos byte for byte, its ID number masked in the list. Every read is audited by the gateway. Exit code 1 when a promise is broken.")
        {
            ledger,
            prefix
        };
        platform.AddTo(verb);
        verb.SetAction(async (parsed, stop) =>
        {
            var checker = new RegistrationChecker();
            var count = await ReadLedgerAsync(parsed.GetRequiredValue(ledger), checker, stop);
            using var client = platform.Connect(parsed);
            await new RegistrationReader(client, parsed.GetRequiredValue(prefix)).ReadAsync(checker, stop);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"registrations in the ledger: {count}"));
            return VerdictText.Write(output, checker.Judge());
        });
        return verb;
    }

    private static async Task<int> ReadLedgerAsync(string path, RegistrationChecker checker, CancellationToken stop)
    {
        try
        {
            var count = 0;
            await foreach (var line in File.ReadLinesAsync(path, stop))
            {
                using var json = JsonDocument.Parse(line);
                string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
                checker.Acknowledged(
                    new RegistrationKey(Text("sn"), Text("idno_sha256"), Text("idphoto_sha256"), Text("photo_sha256"), Text("inf_photo_sha256")));
                count++;
            }

            return count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new UsageException($"--ledger {path}: {e.Message}", e);
        }
    }
}
