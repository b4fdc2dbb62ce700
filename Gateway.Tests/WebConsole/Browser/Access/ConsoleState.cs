using Gateway.Tests.WebConsole.Browser.City;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>A page of the console in one of its states.</summary>
/// <param name="Name">For people.</param>
/// <param name="Path">Its address, once the city is there.</param>
internal sealed record ConsoleState(string Name, Func<ConsoleCity, string> Path)
{
    public ConsoleState(string name, string path)
        : this(name, _ => path)
    {
    }

    /// <summary>Of whoever looks; null: somebody who is not signed in.</summary>
    public string? Role { get; init; } = "admin";

    /// <summary>One of the pages that the gate looks at, one of each kind.</summary>
    public bool IsOfTheGate { get; init; }

    /// <summary>What somebody does there first.</summary>
    public Func<ConsoleWindow, Task>? Prepare { get; init; }

    /// <summary>What the browser's console says of an answer that this state is about; null: nothing may fail there.</summary>
    public string? Fails { get; init; }

    public bool MayFail(string fault) => Fails is { } expected && fault.Contains(expected, StringComparison.Ordinal);

    public override string ToString() => Name;
}
