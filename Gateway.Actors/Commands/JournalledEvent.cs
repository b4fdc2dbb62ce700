namespace Gateway.Actors.Commands;

/// <summary>An event with its place in the journal.</summary>
/// <param name="Position">Its ordering number: grows with every event of every device.</param>
public readonly record struct JournalledEvent(long Position, ICommandEvent Happened);
