using Gateway.Actors.Registrations;
using Gateway.Platform.Commands;
using Gateway.Platform.Import;
using Gateway.Platform.Problems;
using Gateway.Platform.Rosters;
using Gateway.Platform.Sheets;
using Gateway.Storage.Persons;
using Gateway.Storage.Rosters;

namespace Gateway.WebConsole.Import;

/// <summary>
/// Persons out of a sheet, with their photos out of a ZIP. Of whoever is in the roster already, what the sheet has no column for stays as it is, and his photo where none is
/// brought: a sheet with names and dates must not take the faces off the gates.
/// </summary>
/// <param name="photos">Null: there is no ZIP.</param>
internal sealed class RosterSheetRows(SheetTable table, PhotoArchive? photos, string site, RosterStore rosters, PersonStore persons) : ImportRows<RosterLineRequest>
{
    /// <summary>Persons who are in memory with their photos at a time.</summary>
    private const int LookAhead = 16;

    private readonly FieldErrors _unused = new();
    private Dictionary<string, RosterEntry> _before = [];
    private IReadOnlyDictionary<string, StoredPerson?> _persons = new Dictionary<string, StoredPerson?>();
    private int _at = -1;

    public override long Number => _at < 0 || table.Rows.Count == 0 ? 0 : table.Rows[Math.Min(_at, table.Rows.Count - 1)].Number;

    /// <summary>Rows that were read.</summary>
    public int Done => Math.Clamp(_at, 0, table.Rows.Count);

    /// <summary>Whom a row names that has other faults. Not one whose number itself has lost its digits: it is another number.</summary>
    public override string? Name
    {
        get
        {
            _unused.Clear();
            var userId = table.Text(table.Rows[_at], ImportFields.UserId, _unused);
            return _unused.Any || userId.Length == 0 ? null : userId;
        }
    }

    public override async Task<FieldErrors?> BeginAsync(CancellationToken cancellation)
    {
        _before = await rosters.GetAllAsync(site, cancellation);
        return null;
    }

    public override async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_at >= table.Rows.Count) return false;
        if (_at % LookAhead == 0) await LookAsync(cancellation);
        return true;
    }

    public override RosterLineRequest? Read(FieldErrors errors)
    {
        var row = table.Rows[_at];
        var userId = table.Text(row, ImportFields.UserId, errors);
        if (userId.Length == 0) errors.Add(ImportFields.UserId, ProblemKinds.PersonUserIdInvalid, "is needed");
        var entry = _before.GetValueOrDefault(userId);
        var before = entry is null ? null : _persons.GetValueOrDefault(entry.PersonRef);
        if (entry is not null && before is null && IsAnythingKept)
            errors.Add("line", ProblemKinds.RosterPersonUnknown, "what is stored of this person cannot be read: take him out of the roster first");

        var name = Or("name", before?.Name, row, errors, isWord: false);
        var workSn = Or(ImportFields.WorkSn, before?.WorkSn, row, errors);
        var idCard = Or(ImportFields.IdCard, before?.IdCard, row, errors);
        var from = table.Has("valid_from") ? CellText.Date(table.Text(row, "valid_from", errors)) : entry?.ValidFrom;
        var until = table.Has("valid_until") ? CellText.Date(table.Text(row, "valid_until", errors)) : entry?.ValidUntil;
        var tag = Or("device_tag", entry?.DeviceTag, row, errors, isWord: false);
        var face = Photo(row, userId, workSn, errors) ?? (before?.Photo is { } kept ? new FaceTemplate(kept, PhotoFault.None) : null);
        return errors.Any ? null : new RosterLineRequest(userId, name, workSn, idCard, face, from, until, tag);
    }

    /// <summary>Whether anything of him is taken from what is stored.</summary>
    private bool IsAnythingKept => photos is null || !table.Has("name") || !table.Has(ImportFields.WorkSn) || !table.Has(ImportFields.IdCard);

    private string? Or(string field, string? before, SheetRow row, FieldErrors errors, bool isWord = true) => table.Has(field) ? table.Text(row, field, errors, isWord) : before;

    /// <summary>Null: none was brought.</summary>
    private FaceTemplate? Photo(SheetRow row, string userId, string? workSn, FieldErrors errors)
    {
        if (photos is null || userId.Length == 0) return null;
        var given = table.Text(row, ImportFields.Photo, errors, isWord: false);
        if (given.Length > 0 && !photos.Has(given)) errors.Add("face_template", ProblemKinds.FaceTemplateNotAnImage, "is not in the ZIP");
        var name = given.Length > 0 ? given : photos.Has(userId) ? userId : workSn ?? "";
        if (!photos.Has(name)) return null;
        if (photos.IsTwice(name)) errors.Add("face_template", ProblemKinds.FaceTemplateNotAnImage, "stands in the ZIP more than once");
        if (photos.Read(name, PhotoFile.BytesMax) is not { } bytes) return new FaceTemplate([], PhotoFault.TooLarge);
        return PhotoFile.MediaTypeOf(bytes) is null ? new FaceTemplate([], PhotoFault.NotAnImage) : new FaceTemplate(bytes, PhotoFault.None);
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var users = table.Rows.Skip(_at).Take(LookAhead).Select(row => table.Text(row, ImportFields.UserId, _unused)).Distinct();
        string[] refs = [.. users.Select(user => _before.GetValueOrDefault(user)?.PersonRef).OfType<string>().Distinct()];
        _unused.Clear();
        _persons = await persons.LoadAsync(refs, cancellation);
    }
}
