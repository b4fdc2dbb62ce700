using Gateway.Actors.Trials;

namespace Gateway.Platform.Certification;

/// <summary>Something that a line does to the terminal when it begins.</summary>
internal abstract record Act
{
    /// <summary>Pushes a test person.</summary>
    /// <param name="Label">Names the outcome.</param>
    /// <param name="Person">1, 2, 3 …: the same number is the same person.</param>
    internal sealed record Push(string Label, int Person, TestPhoto Photo) : Act;

    /// <summary>Deletes a test person.</summary>
    internal sealed record Delete(string Label, int Person) : Act;

    /// <summary>Orders a clock correction.</summary>
    internal sealed record SetClock : Act;

    /// <summary>Has something done by whichever node has the terminal.</summary>
    internal sealed record Order(TrialKind Kind, int Argument = 0) : Act;
}
