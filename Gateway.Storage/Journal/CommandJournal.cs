using Akka;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams.Dsl;
using Gateway.Actors.Commands;

namespace Gateway.Storage.Journal;

/// <summary>The command events of Akka.Persistence.Sql's journal, by their tag.</summary>
public sealed class CommandJournal(ActorSystem system) : ICommandJournal
{
    private const int OpeningTriesMax = 12;

    public Source<JournalledEvent, NotUsed> After(long position) => Open(journal => journal.EventsByTag(CommandEvents.Tag, Offset.Sequence(position)));

    public Source<JournalledEvent, NotUsed> CurrentAfter(long position) =>
        Open(journal => journal.CurrentEventsByTag(CommandEvents.Tag, Offset.Sequence(position)));

    public Source<string, NotUsed> CurrentPersistenceIds() => Source.FromTask(OpenAsync(system)).ConcatMany(static journal => journal.CurrentPersistenceIds());

    /// <summary>
    /// Opening the read journal blocks, so it is done on a pool thread; later calls find it open. It gives the write journal five seconds to start: on a busy machine that takes
    /// longer, and it
    /// is opened again.
    /// </summary>
    private static Task<SqlReadJournal> OpenAsync(ActorSystem system) => Task.Run(() =>
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
            }
            catch (AggregateException late) when (late.InnerException is AskTimeoutException && tries < OpeningTriesMax)
            {
                continue;
            }
        }
    });

    private Source<JournalledEvent, NotUsed> Open(Func<SqlReadJournal, Source<EventEnvelope, NotUsed>> read) =>
        Source.FromTask(OpenAsync(system)).ConcatMany(read).Select(ToEvent);

    private static JournalledEvent ToEvent(EventEnvelope envelope) => new(
        ((Sequence)envelope.Offset).Value,
        envelope.Event switch
        {
            ICommandEvent happened => happened,
            Tagged { Payload: ICommandEvent happened } => happened,
            _ => throw new InvalidOperationException($"Unknown {envelope.Event.GetType().Name} in the journal of {envelope.PersistenceId}."),
        });
}
