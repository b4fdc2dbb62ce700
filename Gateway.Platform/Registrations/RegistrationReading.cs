using Gateway.Actors.Registrations;
using Gateway.Storage.Audit;
using Gateway.Storage.Registrations;
using Gateway.Storage.Sql;

namespace Gateway.Platform.Registrations;

/// <summary>Who reads, and where from, as the audit keeps it.</summary>
/// <param name="Reason">In the reader's own words; null where none is asked for (the API).</param>
internal sealed record AuditedReader(string KeyId, string Role, string Remote, string? Reason = null);

/// <summary>Reads registrations and their photos in clear. Nothing is given out before its row in the audit is durable; what is not there leaves none.</summary>
internal sealed class RegistrationReading(RegistrationStore store, AuditStore audit, RegistrationSearchPace pace)
{
    /// <summary>The registration; null when there is none.</summary>
    public async Task<RegistrationRow?> GetAsync(Guid id, AuditedReader reader, CancellationToken cancellation)
    {
        var row = await store.GetAsync(id, cancellation);
        if (row is not null) await NoteAsync(reader, AuditActions.RegistrationRead, $"registrations/{id}", cancellation);
        return row;
    }

    /// <summary>The photo; null when there is none.</summary>
    public async Task<RegistrationPhoto?> GetPhotoAsync(Guid id, PhotoKind kind, AuditedReader reader, CancellationToken cancellation)
    {
        var photo = await store.GetPhotoAsync(id, kind, cancellation);
        if (photo is not null) await NoteAsync(reader, AuditActions.RegistrationPhotoRead, $"registrations/{id}/photos/{PhotoKinds.Text(kind)}", cancellation);
        return photo;
    }

    /// <summary>Registrations of an ID number. Each look is in the audit, since nothing found is an answer, too.</summary>
    /// <exception cref="CursorInvalidException">The cursor is not one of this list.</exception>
    public async Task<RegistrationSearch> SearchAsync(RegistrationFilter filter, int limit, string? cursor, AuditedReader reader, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter.IdNumber);
        var wait = pace.Take(reader.KeyId);
        if (wait > TimeSpan.Zero) return new RegistrationSearch(null, wait);
        await NoteAsync(reader, AuditActions.RegistrationSearch, $"registrations/search/{filter.IdNumber.Masked}", cancellation);
        return new RegistrationSearch(await store.ListAsync(filter, limit, cursor, cancellation), TimeSpan.Zero);
    }

    private Task NoteAsync(AuditedReader reader, string action, string subject, CancellationToken cancellation) =>
        audit.AddAsync(reader.KeyId, reader.Role, action, subject, reader.Remote, reader.Reason, cancellation);
}
