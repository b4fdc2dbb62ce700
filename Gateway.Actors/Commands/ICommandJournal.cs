using Akka;
using Akka.Streams.Dsl;

namespace Gateway.Actors.Commands;

/// <summary>The command events of the journal, as the projection reads them.</summary>
internal interface ICommandJournal
{
    /// <summary>Every event behind <paramref name="position"/>, in order, and then whatever comes: without end.</summary>
    Source<JournalledEvent, NotUsed> After(long position);

    /// <summary>Every event behind <paramref name="position"/> that is committed now; then it ends.</summary>
    Source<JournalledEvent, NotUsed> CurrentAfter(long position);
}
