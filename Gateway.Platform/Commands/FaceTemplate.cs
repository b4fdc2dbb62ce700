using System.Text.Json.Serialization;
using Gateway.Actors.Registrations;

namespace Gateway.Platform.Commands;

/// <summary>A photo as the platform sends it: the bytes, or what is wrong with them. Read straight from the body's bytes, since it may be megabytes.</summary>
/// <param name="Photo">A JPEG or PNG file; empty when the text was empty, or when there is a fault.</param>
[JsonConverter(typeof(FaceTemplateConverter))]
internal sealed record FaceTemplate(byte[] Photo, PhotoFault Fault)
{
    public override string ToString() => "***";
}

/// <summary>Why a text is no photo.</summary>
internal enum PhotoFault
{
    None,

    /// <summary>Not Base64, percent-encoded or not.</summary>
    NotBase64,

    /// <summary>More than <see cref="PhotoFile.BytesMax"/>.</summary>
    TooLarge,

    /// <summary>The bytes begin neither as a JPEG nor as a PNG.</summary>
    NotAnImage,
}
