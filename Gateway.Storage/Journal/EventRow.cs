using System.Data.Common;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Gateway.Storage.Sql;

namespace Gateway.Storage.Journal;

/// <summary>An event as its row holds it.</summary>
/// <param name="Created">Ticks of UTC.</param>
internal sealed record EventRow(string Id, long SequenceNr, byte[] Message, string Manifest, int Identifier, string? Writer, long Created, IReadOnlyCollection<string> Tags)
{
    public static EventRow Of(IPersistentRepresentation @event, Akka.Serialization.Serialization serialization, string writer, long now)
    {
        var (payload, tags) = @event.Payload is Tagged tagged ? (tagged.Payload, (IReadOnlyCollection<string>)tagged.Tags) : (@event.Payload, []);
        var serializer = serialization.FindSerializerFor(payload);
        return new EventRow(
            @event.PersistenceId, @event.SequenceNr, serializer.ToBinary(payload), Akka.Serialization.Serialization.ManifestFor(serializer, payload), serializer.Identifier, writer,
            @event.Timestamp == 0 ? now : @event.Timestamp, tags);
    }

    public static EventRow Read(DbDataReader row, string id) => new(
        id, row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetText(2) ?? "", row.GetInt32(3), row.GetText(4), row.GetInt64(5), []);

    public Persistent ToEvent(Akka.Serialization.Serialization serialization) => new Persistent(
        serialization.Deserialize(Message, Identifier, Manifest), SequenceNr, Id, Manifest, isDeleted: false, ActorRefs.NoSender, Writer, Created);
}
