namespace Gateway.Actors.Rosters;

/// <summary>A terminal whose list may differ from its roster, claimed by this node for a while.</summary>
/// <param name="Change">The mark that is seen to. When the table holds another, something has changed again and this round writes nothing more.</param>
/// <param name="Tries">Rounds before this one that could not give every command to the terminal's actor.</param>
/// <param name="Adopt">Its persons of before may not be known yet.</param>
public sealed record RosterTask(string Sn, long Change, int Tries, bool Adopt);
