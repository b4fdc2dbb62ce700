namespace Gateway.Storage.Hiding;

/// <summary>What one batch did.</summary>
/// <param name="Hidden">Rows that stood in clear and do not any more.</param>
/// <param name="Unreadable">Rows that nobody can read; they stay as they are.</param>
/// <param name="Next">Null: there is nothing left to look at.</param>
internal readonly record struct HidingStep(int Hidden, int Unreadable, HidingNext? Next);

/// <summary>What is to come.</summary>
internal enum HidingNext
{
    /// <summary>The next batch.</summary>
    Batch,

    /// <summary>Somebody else's work first.</summary>
    Wait,
}
