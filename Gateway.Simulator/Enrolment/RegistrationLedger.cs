using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Enrolment;

/// <summary>Every registration that was answered 0, without anything personal: what verify-registrations may demand to find.</summary>
internal sealed class RegistrationLedger(JsonLineFile file) : IAsyncDisposable
{
    public void Append(RegistrationKey key) =>
        file.Append(key, static (json, entry) =>
        {
            json.WriteString("sn", entry.Sn);
            json.WriteString("idno_sha256", entry.IdNumberHash);
            json.WriteString("idphoto_sha256", entry.IdPhotoHash);
            json.WriteString("photo_sha256", entry.PhotoHash);
            json.WriteString("inf_photo_sha256", entry.InfraredPhotoHash);
        });

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
