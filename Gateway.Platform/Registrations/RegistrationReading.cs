using Gateway.Actors.Registrations;
using Gateway.Storage.Audit;
using Gateway.Storage.Registrations;

namespace Gateway.Platform.Registrations;

/// <summary>Reads registrations and their photos in clear. Nothing is given out before its row in the audit is durable; what is not there leaves none.</summary>
internal sealed class RegistrationReading(RegistrationStore store, AuditStore audit)
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

    private Task NoteAsync(AuditCaller reader, string action, Guid id, string subject, CancellationToken cancellation) =>
        audit.AddAsync(new AuditNote(reader, action, subject, [id.ToString()]), cancellation);
}
