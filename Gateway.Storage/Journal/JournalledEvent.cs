using Gateway.Actors.Commands;

namespace Gateway.Storage.Journal;

/// <summary>An event with its place in the journal.</summary>
/// <param name="Ordering">Its ordering number. Of one SN's events the later has the higher; of two SNs' the one that commits later may have the lower.</param>
internal readonly record struct JournalledEvent(long Ordering, ICommandEvent Happened);
