using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Codec.Bodies;
using Gateway.Edge.Budgets;
using Gateway.Storage.Commands;
using Gateway.Storage.Sql;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>GetAddPerson (§6.2, D22): hands out the persons that are queued for the terminal, oldest first.</summary>
internal sealed class GetAddPersonRoute(
    DeviceRegion region, TerminalFinder terminals, PersonStore persons, HandOutBudget budget, DeviceHttpLimits limits, ILogger<GetAddPersonRoute> log) : IDeviceRoute
{
    private const string PersonLost = "person: not in the database any more";
    private const string PersonUnreadable = "person: cannot be decrypted";

    /// <summary>Hand-outs that are tried when none of the persons can be loaded.</summary>
    private const int TriesMax = 3;

    public string Name => "GetAddPerson";

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return TerminalReply.NotKnown;

        for (var tries = 0; tries < TriesMax; tries++)
        {
            var handedOut = await region.AskAsync<HandedOut>(
                new TakeCommands(
                    terminal.Device.Sn,
                    terminal.Session,
                    request.At,
                    CommandType.PersonPush,
                    DeviceHttpLimits.HandOutPersonsMax,
                    DeviceHttpLimits.HandOutBytesMax),
                limits.ActorWithin);
            if (handedOut.Commands.Count == 0) break;
            request.Holds(await budget.EnterAsync(handedOut.Commands));
            var found = await LoadAsync(terminal, request.At, handedOut.Commands);
            if (found.Count == 0) continue;
            var content = terminal.Cipher.EncryptToText(PersonArrayBody.ToUtf8(found));
            return TerminalReply.Result(TerminalReply.Success, $"{found.Count} persons", content);
        }

        return TerminalReply.Idle;
    }

    public TerminalReply Refuse(string reason, bool isOurs) => TerminalReply.Result(TerminalReply.Failure, reason);

    /// <summary>The persons that can be loaded; the commands of the others fail, so that they hold nobody up.</summary>
    private async Task<List<Person>> LoadAsync(HttpTerminal terminal, DateTimeOffset at, IReadOnlyList<Command> commands)
    {
        var loaded = await LoadAsync([.. commands.Select(command => command.PersonRef).OfType<string>().Distinct(StringComparer.Ordinal)]);
        var found = new List<Person>(commands.Count);
        var lost = new List<UnsendableCommand>();
        foreach (var command in commands)
        {
            if (command.PersonRef is null || !loaded.TryGetValue(command.PersonRef, out var person)) lost.Add(new UnsendableCommand(command.Id, PersonLost));
            else if (person is null) lost.Add(new UnsendableCommand(command.Id, PersonUnreadable));
            else found.Add(ToWire(person, terminal));
        }

        if (lost.Count > 0)
        {
            DeviceHttpLog.PersonsLost(log, terminal.Device.Sn, lost.Count);
            region.Tell(new CommandsUnsendable(terminal.Device.Sn, at, lost));
        }

        return found;
    }

    /// <summary>All at once; one by one when one of them cannot be decrypted. That one is null.</summary>
    private async Task<Dictionary<string, StoredPerson?>> LoadAsync(string[] refs)
    {
        try
        {
            var all = await persons.LoadAsync(refs, CancellationToken.None);
            return all.ToDictionary(pair => pair.Key, StoredPerson? (pair) => pair.Value, StringComparer.Ordinal);
        }
        catch (StorageUnusableException) when (refs.Length > 1)
        {
            var each = new Dictionary<string, StoredPerson?>(StringComparer.Ordinal);
            foreach (var one in refs)
                foreach (var (found, person) in await LoadAsync([one])) each[found] = person;

            return each;
        }
        catch (StorageUnusableException)
        {
            return new Dictionary<string, StoredPerson?>(StringComparer.Ordinal) { [refs[0]] = null };
        }
    }

    private static Person ToWire(StoredPerson person, HttpTerminal terminal) =>
        new(person.UserId, person.Name, person.WorkSn, person.IdCard, terminal.Dialect.Photo == PhotoDelivery.None ? default : person.Photo.AsMemory());
}
