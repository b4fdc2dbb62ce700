using System.Security.Cryptography;
using Gateway.Actors.Commands;
using Gateway.Storage.Persons;

namespace Gateway.Platform.Commands;

/// <summary>A command that may be given to a terminal: what <see cref="CommandRules"/> made of a request.</summary>
/// <param name="Id">The platform's own; null when one is to be made.</param>
/// <param name="UserId">Null for <see cref="CommandType.ClockSet"/>.</param>
/// <param name="Person">Null unless <see cref="CommandType.PersonPush"/>.</param>
internal sealed record CheckedCommand(CommandType Type, string? Id, string? UserId, StoredPerson? Person, TimeSpan Life)
{
    /// <summary>Names and punctuation of a person in a frame's JSON, about.</summary>
    private const int PersonOverhead = 96;

    /// <summary>About how many bytes the person takes on the wire, photo in Base64 included.</summary>
    public int PersonBytes => Person is null ? 0 : BytesOf(Person);

    /// <inheritdoc cref="PersonBytes"/>
    public static int BytesOf(StoredPerson person) =>
        PersonOverhead + Encoding.UTF8.GetByteCount(person.UserId) + Encoding.UTF8.GetByteCount(person.Name) + Encoding.UTF8.GetByteCount(person.WorkSn)
        + Encoding.UTF8.GetByteCount(person.IdCard) + (((person.Photo?.Length ?? 0) + 2) / 3 * 4);

    /// <summary>Tells two contents of one id apart (409). The person counts by its reference, which is a keyed hash.</summary>
    public string ContentHash(string? personRef)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"1\n{CommandText.Of(Type)}\n{UserId}\n{personRef}\n{(long)Life.TotalSeconds}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    public override string ToString() => $"{CommandText.Of(Type)} {Id}";
}
