using System.CommandLine;
using Gateway.Simulator.Persons;

namespace Gateway.Simulator.Verbs;

/// <summary>How many persons a terminal has room for, and where their lists are kept.</summary>
internal sealed class PersonOptions
{
    private readonly Option<int> _capacity = OptionRules.Number("--capacity", "Persons that a terminal has room for; more are refused.", PersonList.CapacityDefault)
        .Between(1, 1_000_000);

    private readonly Option<string> _persons = new("--persons")
    {
        Description = "Keep the terminals' lists of persons in this file, over runs and for verify --rosters. Without it terminals begin empty.",
        HelpName = "file"
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Options.Add(_capacity);
        verb.Options.Add(_persons);
    }

    /// <summary>Whether terminals are to keep lists at all.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetResult(_persons) is { Implicit: false } || parsed.GetResult(_capacity) is { Implicit: false };

    /// <summary>The lists.</summary>
    /// <exception cref="UsageException">The file is none, or cannot be had.</exception>
    public PersonLists Open(ParseResult parsed, TimeProvider time)
    {
        var capacity = parsed.GetValue(_capacity);
        if (parsed.GetValue(_persons) is not { } path) return new PersonLists(capacity);
        try
        {
            return PersonLists.Open(path, capacity, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"--persons {path}: {e.Message}", e);
        }
    }
}
