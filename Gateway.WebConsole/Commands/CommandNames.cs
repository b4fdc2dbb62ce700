using Gateway.Storage.Commands;
using Gateway.Storage.Persons;

namespace Gateway.WebConsole.Commands;

/// <summary>The names of the persons that commands bring, a page at a time: a deletion brings none.</summary>
internal static class CommandNames
{
    /// <summary>By <c>PersonRef</c>, in clear.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> LoadAsync(PersonStore persons, IEnumerable<DeviceCommand> commands, CancellationToken cancellation)
    {
        var refs = commands.Select(static command => command.Status.Command.PersonRef).OfType<string>().Distinct().ToList();
        var found = await persons.LoadWithoutPhotosAsync(refs, cancellation);
        return found.Where(static person => person.Value is not null).ToDictionary(static person => person.Key, static person => person.Value!.Name, StringComparer.Ordinal);
    }
}
