using Gateway.Actors.Registrations;
using Gateway.Storage.Audit;
using Gateway.Storage.Registrations;
using Gateway.Storage.Sites;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Registrations;

/// <summary>Reads registrations and their photos in clear. Nothing is given out before its row in the audit is durable; what is not there leaves none.</summary>
internal sealed class RegistrationReading(RegistrationStore store, AuditStore audit, RegistrationSearchPace pace)
{
    /// <summary>The registration; null when there is none.</summary>
    public async Task<RegistrationRow?> GetAsync(Guid id, AuditCaller reader, CancellationToken cancellation)
    {
        var row = await store.GetAsync(id, cancellation);
        if (row is not null) await NoteAsync(reader, AuditActions.RegistrationRead, id, $"registrations/{id}", cancellation);
        return row;
    }

    /// <summary>The photo; null when there is none.</summary>
    public async Task<RegistrationPhoto?> GetPhotoAsync(Guid id, PhotoKind kind, AuditCaller reader, CancellationToken cancellation)
    {
        var photo = await store.GetPhotoAsync(id, kind, cancellation);
        if (photo is not null) await NoteAsync(reader, AuditActions.RegistrationPhotoRead, id, $"registrations/{id}/photos/{PhotoKinds.Text(kind)}", cancellation);
        return photo;
    }

    /// <summary>Registrations of an ID number. Each look is in the audit, since nothing found is an answer, too.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<RegistrationSearch> SearchAsync(RegistrationFilter filter, int limit, string? cursor, AuditCaller reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter.IdNumber);
        var wait = pace.Take(reader.KeyId);
        if (wait > TimeSpan.Zero) return new RegistrationSearch(null, wait);
        await audit.AddAsync(new AuditNote(reader, AuditActions.RegistrationSearch, $"registrations/search/{filter.IdNumber.Masked}", []), cancellation);
        return new RegistrationSearch(await store.ListAsync(filter, limit, cursor, cancellation), TimeSpan.Zero);
    }

    /// <summary>Deletes a registration with its photos, unless its site is on hold.</summary>
    public async Task<Deletion> DeleteAsync(Guid id, AuditCaller caller, CancellationToken cancellation)
    {
        if (await store.GetAsync(id, cancellation) is not { } row) return Deletion.Unknown;
        var before = RegistrationJson.ToMaskedJson(row.Registration, [.. row.Photos.Select(photo => photo.Kind)]);
        await audit.AddAsync(new AuditNote(caller, AuditActions.RegistrationDelete, $"registrations/{id}", [id.ToString(), row.Registration.Sn], before), cancellation);
        return await store.DeleteAsync(row.Registration, cancellation);
    }

    private Task NoteAsync(AuditCaller reader, string action, Guid id, string subject, CancellationToken cancellation) =>
        audit.AddAsync(new AuditNote(reader, action, subject, [id.ToString()]), cancellation);
}
