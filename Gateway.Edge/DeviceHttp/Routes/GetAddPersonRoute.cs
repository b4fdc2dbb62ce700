using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Codec.Bodies;
using Gateway.Edge.Budgets;
using Gateway.Storage.Persons;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.DeviceHttp.Routes;

/// <summary>GetAddPerson (§6.2, D22): hands out the persons that are queued for the terminal, oldest first.</summary>
internal sealed class GetAddPersonRoute(
    DeviceRegion region, TerminalFinder terminals, PersonStore persons, HandOutBudget budget, DeviceHttpLimits limits, ILogger<GetAddPersonRoute> log) : IDeviceRoute
{
    /// <summary>Hand-outs that are tried when none of the persons can be loaded.</summary>
    private const int TriesMax = 3;

    public string Name => "GetAddPerson";

    public async Task<TerminalReply> AnswerAsync(TerminalRequest request)
    {
        if (await terminals.FindAsync(request.Parameters.Text("sn"), request) is not { } terminal) return TerminalReply.Unserved(request);

        for (var tries = 0; tries < TriesMax; tries++)
        {
            var handedOut = await region.TakeAsync(terminal, request, CommandType.PersonPush, limits);
            if (handedOut.Commands.Count == 0) break;
            request.Holds(await budget.EnterAsync(handedOut.Commands));
            var found = await LoadAsync(terminal, request.At, handedOut);
            if (found.Count == 0) continue;
            var content = terminal.Cipher.EncryptToText(PersonArrayBody.ToUtf8(found));
            return TerminalReply.Result(TerminalReply.Success, ReplyWord.Persons(found.Count), content);
        }

        return TerminalReply.Idle;
    }

    /// <summary>A client answers an error with a feedback, which would settle something (D23): rather no answer, whoever is at fault.</summary>
    public TerminalReply Refuse(ReplyWord word, string reason) => TerminalReply.None;

    /// <summary>The persons that can be loaded; the commands of the others fail, so that they hold nobody up, and have left the hand-out before it is answered.</summary>
    private async Task<List<Person>> LoadAsync(HttpTerminal terminal, DateTimeOffset at, HandedOut handedOut)
    {
        var loaded = await persons.LoadAsync([.. handedOut.Commands.Select(command => command.PersonRef!).Distinct(StringComparer.Ordinal)], CancellationToken.None);
        var found = new List<Person>(handedOut.Commands.Count);
        var lost = new List<UnsendableCommand>();
        foreach (var command in handedOut.Commands)
        {
            if (!loaded.TryGetValue(command.PersonRef!, out var person)) lost.Add(new UnsendableCommand(command.Id, PersonFaults.Lost));
            else if (person is null) lost.Add(new UnsendableCommand(command.Id, PersonFaults.Unreadable));
            else found.Add(ToWire(person, terminal));
        }

        if (lost.Count == 0) return found;
        DeviceHttpLog.PersonsLost(log, terminal.Device.Sn, lost.Count);
        await region.AskAsync<UnsendableNoted>(new CommandsUnsendable(terminal.Device.Sn, handedOut.HandOut, at, lost), limits.ActorWithin);
        return found;
    }

    private static Person ToWire(StoredPerson person, HttpTerminal terminal) =>
        new(person.UserId, person.Name, person.WorkSn, person.IdCard, terminal.Dialect.Photo == PhotoDelivery.None ? default : person.Photo.AsMemory());
}
