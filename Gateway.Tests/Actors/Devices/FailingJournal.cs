using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Gateway.Tests.Actors.Devices;

/// <summary>What the journal does with the next writes.</summary>
public enum JournalMood
{
    Well,
    Fails,
    Rejects,
    NeverAnswers,
}

/// <summary>A journal in memory that fails when a test says so.</summary>
public sealed class FailingJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<ActorSystem, (JournalMood Mood, Action Written)> Moods = new();

    private readonly ActorSystem _system = Context.System;

    /// <summary>Sets the mood of the system's journal.</summary>
    /// <param name="attempted">Called when a write is attempted in another mood than <see cref="JournalMood.Well"/>.</param>
    public static void Set(ActorSystem system, JournalMood mood, Action attempted) => Moods[system] = (mood, attempted);

    public static void Forget(ActorSystem system) => Moods.TryRemove(system, out _);

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        if (!Moods.TryGetValue(_system, out var now) || now.Mood == JournalMood.Well) return base.WriteMessagesAsync(messages, cancellationToken);
        now.Written();
        return now.Mood switch
        {
            JournalMood.Fails => Task.FromException<IImmutableList<Exception>>(new IOException("The disk is full.")),
            JournalMood.Rejects => Task.FromResult<IImmutableList<Exception>>([.. messages.Select(_ => (Exception)new InvalidOperationException("No."))]),
            _ => new TaskCompletionSource<IImmutableList<Exception>>().Task,
        };
    }
}
