using Gateway.Actors.Commands;
using Gateway.Codec.Bodies;
using Gateway.Codec.Crypto;
using Gateway.Codec.Framing;
using Gateway.Edge.Dialects;
using Gateway.Storage.Commands;
using static Gateway.Actors.Devices.DeviceMessages;

namespace Gateway.Edge.Tcp;

/// <summary>Makes command frames: loads the persons (they are in no message and no journal) and packs as many as fit (D17).</summary>
internal sealed class CommandFrames(PersonStore persons)
{
    /// <summary>Makes the next frame of the candidates, which are all of one type.</summary>
    public async Task<CommandFrame> MakeAsync(IReadOnlyList<Command> candidates, Dialect dialect, DesCipher cipher, CancellationToken cancellation) =>
        candidates[0].Type == CommandType.PersonDelete
            ? Deletion(candidates[0], cipher)
            : await PushAsync(Loadable(candidates), new PersonPushOptions(dialect.Cipher, dialect.PushCount, dialect.Photo), cipher, cancellation);

    private static CommandFrame Deletion(Command command, DesCipher cipher)
    {
        var json = new PersonDeleteBody(command.UserId!).ToUtf8();
        return new CommandFrame(CommandWord.PersonDelete, PacketSplitter.Split(cipher.Encrypt(json), default), [command.Id], []) { Plain = json };
    }

    /// <summary>No more than can fit into one frame by their sizes: twenty photos of 60 kB are not loaded to send one.</summary>
    private static List<Command> Loadable(IReadOnlyList<Command> candidates)
    {
        var loadable = new List<Command> { candidates[0] };
        long bytes = candidates[0].PersonBytes;
        for (var i = 1; i < candidates.Count && bytes + candidates[i].PersonBytes <= FrameReader.BodyLengthMax; i++)
        {
            bytes += candidates[i].PersonBytes;
            loadable.Add(candidates[i]);
        }

        return loadable;
    }

    private async Task<CommandFrame> PushAsync(List<Command> commands, PersonPushOptions options, DesCipher cipher, CancellationToken cancellation)
    {
        var stored = await persons.LoadAsync([.. commands.Select(static command => command.PersonRef!)], cancellation);
        var unsendable = new List<UnsendableCommand>();
        var ids = new List<string>(commands.Count);
        var people = new List<Person>(commands.Count);
        foreach (var command in commands)
        {
            if (stored.TryGetValue(command.PersonRef!, out var person))
            {
                ids.Add(command.Id);
                people.Add(new Person(person.UserId, person.Name, person.WorkSn, person.IdCard, person.Photo));
            }
            else
            {
                unsendable.Add(new UnsendableCommand(command.Id, "the person's data is no longer stored"));
            }
        }

        for (var start = 0; start < people.Count;)
        {
            var group = PersonPushPacker.Next(people, start, options);
            if (group.Form != PersonPushForm.DoesNotFit)
            {
                var packets = PersonPushPacker.Packets(people, group, options, cipher, out var plain);
                return new CommandFrame(CommandWord.PersonPush, packets, ids.GetRange(group.Start, group.Count), unsendable) { Plain = plain };
            }

            unsendable.Add(new UnsendableCommand(ids[start], "the photo does not fit into a frame and this dialect has no other way"));
            start += group.Count;
        }

        return new CommandFrame(CommandWord.PersonPush, [], [], unsendable);
    }
}
