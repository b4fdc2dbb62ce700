using Gateway.Actors.Feed;
using Gateway.Actors.Privacy;

namespace Gateway.Actors.Registrations;

/// <summary>The masked JSON form of a registration: in the feed, in Redis and in the list of the API alike. Nothing in it names the worker.</summary>
public static class RegistrationJson
{
    /// <summary><c>{id, sn, site, received_at, name_masked, idno_masked, check_digit_ok, gender, nation, user_type, photos: ["idphoto", …], supersedes?}</c>.</summary>
    public static string ToMaskedJson(Registration registration) => ToMaskedJson(registration, [.. registration.Photos.Select(photo => photo.Kind)]);

    /// <inheritdoc cref="ToMaskedJson(Registration)"/>
    /// <param name="photos">Which photos there are: a list is read without them.</param>
    public static string ToMaskedJson(Registration registration, IReadOnlyList<PhotoKind> photos)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, FeedItemJson.WriterOptions)) WriteMasked(writer, registration, photos);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The same into a writer.</summary>
    /// <param name="photos">Which photos there are: a list is read without them.</param>
    /// <param name="photosDeletedAt">When the photos were deleted; null: they were not, and nothing is said of it.</param>
    public static void WriteMasked(Utf8JsonWriter writer, Registration registration, IReadOnlyList<PhotoKind> photos, DateTimeOffset? photosDeletedAt = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id", registration.Id);
        writer.WriteString("sn", registration.Sn);
        writer.WriteString("site", registration.Site);
        writer.WriteString("received_at", registration.ReceivedAt.UtcDateTime);
        writer.WriteString("name_masked", NameMask.Of(registration.Name.Reveal()));
        writer.WriteString("idno_masked", registration.IdNumber.Masked);
        writer.WriteBoolean("check_digit_ok", registration.IdNumber.IsCheckDigitRight);
        writer.WriteNumber("gender", registration.Gender);
        writer.WriteString("nation", registration.Nation);
        writer.WriteNumber("user_type", registration.UserType);
        writer.WriteStartArray("photos");
        foreach (var kind in photos) writer.WriteStringValue(PhotoKinds.Text(kind));
        writer.WriteEndArray();
        if (photosDeletedAt is { } deleted) writer.WriteString("photos_deleted_at", deleted.UtcDateTime);
        if (registration.Supersedes is { } former) writer.WriteString("supersedes", former);
        writer.WriteEndObject();
    }
}
