using Akka;
using Akka.Streams.Dsl;

namespace Gateway.Actors.Commands;

/// <summary>The command events of the journal, as the projection and the node that starts read them.</summary>
public interface ICommandJournal
{
    /// <summary>Every event behind <paramref name="position"/>, in order, and then whatever comes: without end.</summary>
    Source<JournalledEvent, NotUsed> After(long position);

    /// <summary>Every event behind <paramref name="position"/> that is committed now; then it ends.</summary>
    Source<JournalledEvent, NotUsed> CurrentAfter(long position);

    /// <summary>The persistence ids of all actors that have anything in the journal now; then it ends.</summary>
    Source<string, NotUsed> CurrentPersistenceIds();
}
