namespace Gateway.Platform.Commands;

/// <summary>Why a text is no photo.</summary>
internal enum PhotoFault
{
    None,

    /// <summary>Not Base64, percent-encoded or not.</summary>
    NotBase64,

    /// <summary>More than <see cref="PhotoText.BytesMax"/>.</summary>
    TooLarge,

    /// <summary>The bytes begin neither as a JPEG nor as a PNG.</summary>
    NotAnImage,
}
